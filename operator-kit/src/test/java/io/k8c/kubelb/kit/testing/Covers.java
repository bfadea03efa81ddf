package io.k8c.kubelb.kit.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the fields of the custom resources whose effect a test shows, for instance {@code
 * LoadBalancer.spec.ports[].port}; a test of the contract demands one for every leaf.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Covers {
  String[] value();
}
