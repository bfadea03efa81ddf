package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.EndpointAddress;
import java.util.List;
import java.util.Optional;

/** The Addresses objects of a namespace. */
@FunctionalInterface
public interface AddressBook {
  /** What the object of a name lists; empty where there is none. */
  Optional<List<EndpointAddress>> addresses(String name);
}
