package io.k8c.kubelb.e2e.fast;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what of docs/ingress.md a test shows with a real Envoy: rules by their word in the first
 * table, annotations of ingress-nginx without their prefix.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Shows {
  String[] value();
}
