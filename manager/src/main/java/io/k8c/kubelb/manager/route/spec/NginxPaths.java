package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.HeaderEdits;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Annotations about what backends are asked for. */
final class NginxPaths {
  private static final Pattern GROUP = Pattern.compile("\\$([0-9])");
  private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");

  private NginxPaths() {}

  /** In the spelling of RE2. */
  static Optional<String> rewriteTarget(NginxAnnotations annotations) {
    String name = "rewrite-target";
    Optional<String> text = annotations.text(name);
    if (text.isEmpty()) {
      return text;
    }
    String plain = GROUP.matcher(text.get()).replaceAll("");
    boolean usable =
        text.get().startsWith("/")
            && text.get().length() <= PathSyntax.LONGEST
            && PathSyntax.isReplacement(plain)
            && !plain.contains("$");
    if (!annotations.check(
        name,
        usable,
        "name a path of at most "
            + PathSyntax.LONGEST
            + " characters, in which $1 to $9 stand for groups of the rule's path")) {
      annotations.close();
      return Optional.empty();
    }
    return Optional.of(GROUP.matcher(text.get()).replaceAll("\\\\$1"));
  }

  static Optional<String> host(NginxAnnotations annotations) {
    String name = "upstream-vhost";
    return annotations
        .text(name)
        .filter(
            host ->
                annotations.check(
                    name,
                    AUTHORITY.matcher(host).matches(),
                    "name a host of at most 253 characters without variables"));
  }

  static HeaderEdits prefixHeader(NginxAnnotations annotations) {
    String name = "x-forwarded-prefix";
    return annotations
        .text(name)
        .filter(
            prefix ->
                annotations.check(
                    name,
                    HeaderSyntax.isValue(prefix) && !prefix.contains("$"),
                    "name a path of at most "
                        + HeaderSyntax.LONGEST_VALUE
                        + " characters without variables"))
        .map(
            prefix ->
                new HeaderEdits(
                    List.of(new HeaderEdits.Header("x-forwarded-prefix", prefix)),
                    List.of(),
                    List.of()))
        .orElse(HeaderEdits.NONE);
  }
}
