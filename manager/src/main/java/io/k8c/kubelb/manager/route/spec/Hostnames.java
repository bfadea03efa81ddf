package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;

/** The hostnames of a route, and what is wrong with them. */
record Hostnames(List<Hostname> names, List<Finding> findings) {
  static Hostnames of(Tree tree) {
    List<Hostname> names = new ArrayList<>();
    Findings findings = new Findings();
    for (String text : tree.texts("hostnames")) {
      Hostname.parse(text)
          .ifPresentOrElse(names::add, () -> findings.unsupported(Hostname.problem(text)));
    }
    return new Hostnames(names.stream().distinct().toList(), findings.list());
  }
}
