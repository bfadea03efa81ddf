package io.k8c.kubelb.e2e.lab.cloud;

import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.List;

/** Where the cloud's addresses are made real. An address is known by its number on the LAN. */
public interface Site {
  /** The node takes the addresses of this number, all of its families. */
  void put(int number, String node);

  /** The node, which may be gone, gives them up; everyone forgets where they were. */
  void take(int number, String node);

  /** People outside of the lab can use these ports of an address; an empty list ends it. */
  void offer(int number, String address, List<ServicePort> ports);

  /** The addresses of a number: of the families that the Service wants, in its order. */
  List<String> addresses(int number, List<String> families);

  /** The number of an address, 0 for one that is not of this site. */
  int number(String address);
}
