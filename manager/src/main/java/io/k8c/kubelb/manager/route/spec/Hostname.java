package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hostname, in lower case; {@code *.} in front for any labels below, {@code *} alone for every
 * name.
 */
public record Hostname(String text) {
  /** Every name. */
  public static final Hostname ANY = new Hostname("*");

  /** The name that says most comes first: exact ones, then the longest wildcard. */
  public static final Comparator<Hostname> MOST_SPECIFIC_FIRST =
      Comparator.comparing(Hostname::isWildcard)
          .thenComparingInt(name -> -name.text.length())
          .thenComparing(Hostname::text);

  private static final int LONGEST = 253;
  private static final Pattern SHAPE =
      Pattern.compile(
          "(\\*\\.)?[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*");

  /** Reads a name; empty where it is none. */
  public static Optional<Hostname> parse(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return name.length() <= LONGEST && SHAPE.matcher(name).matches()
        ? Optional.of(new Hostname(name))
        : Optional.empty();
  }

  /** Why a text is no name. */
  static String problem(String text) {
    return "hostname "
        + Findings.shown(text)
        + " is not a DNS name; use one such as www.example.com or *.example.com";
  }

  /** Whether it stands for more than one name. */
  public boolean isWildcard() {
    return text.startsWith("*");
  }

  /** Whether every name that the other one stands for is one of this one's. */
  public boolean covers(Hostname other) {
    if (equals(ANY) || equals(other)) {
      return true;
    }
    return isWildcard() && !other.equals(ANY) && other.text.endsWith(text.substring(1));
  }

  /** It and every wildcard that covers it, the narrowest first. */
  public List<Hostname> andWider() {
    List<Hostname> all = new ArrayList<>(List.of(this));
    int dot = text.indexOf('.', isWildcard() ? 2 : 0);
    while (dot >= 0) {
      all.add(new Hostname("*" + text.substring(dot)));
      dot = text.indexOf('.', dot + 1);
    }
    if (!equals(ANY)) {
      all.add(ANY);
    }
    return all;
  }

  /** The names that both stand for. */
  public Optional<Hostname> intersection(Hostname other) {
    if (covers(other)) {
      return Optional.of(other);
    }
    return other.covers(this) ? Optional.of(this) : Optional.empty();
  }

  @Override
  public String toString() {
    return text;
  }
}
