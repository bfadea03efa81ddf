package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.RouteMatch.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Values that headers and query parameters of a request must have. */
final class Values {
  private Values() {}

  /** Of several with one name, in whatever case, the first counts. */
  static List<Value> headers(Tree match, Findings findings) {
    List<Value> values = match.list("headers", tree -> value("header", tree, findings));
    values.stream()
        .filter(value -> !HeaderSyntax.isName(value.name()))
        .forEach(value -> findings.unsupported(HeaderSyntax.noName(value.name())));
    return first(values, name -> name.toLowerCase(Locale.ROOT));
  }

  /** Of several with one name the first counts. */
  static List<Value> query(Tree match, Findings findings) {
    List<Value> values =
        match.list("queryParams", tree -> value("query parameter", tree, findings));
    values.stream()
        .filter(value -> !isParameter(value.name()))
        .forEach(
            value ->
                findings.unsupported(
                    "\""
                        + Findings.shown(value.name())
                        + "\" is not the name of a query parameter; use 1 to "
                        + HeaderSyntax.LONGEST_NAME
                        + " characters, none of them a control character"));
    return first(values, name -> name);
  }

  private static boolean isParameter(String name) {
    return !name.isEmpty()
        && name.length() <= HeaderSyntax.LONGEST_NAME
        && HeaderSyntax.isValue(name);
  }

  private static Value value(String what, Tree tree, Findings findings) {
    String type = tree.text("type", "Exact");
    String value = tree.text("value", "");
    boolean regex = type.equals("RegularExpression");
    if (!regex && !type.equals("Exact")) {
      findings.unsupported(
          "type "
              + Findings.shown(type)
              + " of a "
              + what
              + " is not known; use Exact or RegularExpression");
    }
    if (regex) {
      Expressions.problem(value).ifPresent(findings::unsupported);
    } else if (!HeaderSyntax.isValue(value)) {
      findings.unsupported(
          "the value of a " + what + " cannot be sent; " + HeaderSyntax.VALUE_REMEDY);
    }
    return new Value(tree.text("name", ""), value, regex);
  }

  private static List<Value> first(List<Value> values, UnaryOperator<String> key) {
    Set<String> seen = new HashSet<>();
    return values.stream().filter(value -> seen.add(key.apply(value.name()))).toList();
  }
}
