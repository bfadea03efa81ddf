package io.k8c.kubelb.e2e.conformance;

/** What the suite says of one test. */
enum Verdict {
  PASS,
  FAIL,
  SKIP
}
