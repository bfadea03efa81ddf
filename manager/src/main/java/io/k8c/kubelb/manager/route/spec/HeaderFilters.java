package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.HeaderEdits;
import io.k8c.kubelb.xds.model.HeaderEdits.Header;
import java.util.List;

/** Filters that change headers. */
final class HeaderFilters {
  /** Entries that the standard lets a list have; Envoy refuses a table for too many. */
  private static final int MOST = 16;

  private HeaderFilters() {}

  static HeaderEdits read(Tree tree, Findings findings) {
    List<Header> set = tree.list("set", item -> header(item, findings));
    List<Header> add = tree.list("add", item -> header(item, findings));
    List<String> remove = tree.texts("remove");
    remove.forEach(name -> check(name, findings));
    count("set", set, findings);
    count("add", add, findings);
    count("remove", remove, findings);
    return new HeaderEdits(set, add, remove);
  }

  private static void count(String field, List<?> entries, Findings findings) {
    if (entries.size() > MOST) {
      findings.unsupported(
          field + " changes " + entries.size() + " headers; use at most " + MOST + " of them");
    }
  }

  private static Header header(Tree tree, Findings findings) {
    String name = tree.text("name", "");
    String value = tree.text("value", "");
    check(name, findings);
    if (!HeaderSyntax.isValue(value)) {
      findings.unsupported(
          "the value of header "
              + Findings.shown(name)
              + " cannot be sent; "
              + HeaderSyntax.VALUE_REMEDY);
    }
    return new Header(name, value);
  }

  private static void check(String name, Findings findings) {
    if (!HeaderSyntax.isName(name)) {
      findings.unsupported(HeaderSyntax.noName(name));
    } else if (name.equalsIgnoreCase("host")) {
      findings.unsupported("header Host cannot be changed here; use hostname of filter URLRewrite");
    }
  }
}
