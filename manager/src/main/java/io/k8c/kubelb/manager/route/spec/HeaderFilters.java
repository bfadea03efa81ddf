package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HeaderEdits.Header;
import java.util.List;

/** Filters that change headers. */
final class HeaderFilters {
  private HeaderFilters() {}

  static HeaderEdits read(Tree tree, Findings findings) {
    List<Header> set = tree.list("set", item -> header(item, findings));
    List<Header> add = tree.list("add", item -> header(item, findings));
    List<String> remove = tree.texts("remove");
    remove.forEach(name -> check(name, findings));
    return new HeaderEdits(set, add, remove);
  }

  private static Header header(Tree tree, Findings findings) {
    String name = tree.text("name", "");
    String value = tree.text("value", "");
    check(name, findings);
    if (!HeaderSyntax.isValue(value)) {
      findings.unsupported("the value of header " + name + " holds control characters");
    }
    return new Header(name, value);
  }

  private static void check(String name, Findings findings) {
    if (!HeaderSyntax.isName(name)) {
      findings.unsupported(name + " is not the name of a header");
    } else if (name.equalsIgnoreCase("host")) {
      findings.unsupported("header Host is changed by URLRewrite.hostname only");
    }
  }
}
