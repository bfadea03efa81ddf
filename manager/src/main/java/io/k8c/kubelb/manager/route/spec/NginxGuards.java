package io.k8c.kubelb.manager.route.spec;

import io.k8c.kubelb.xds.model.Guards;
import io.k8c.kubelb.xds.model.SourceRanges;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Annotations about which requests are taken. */
final class NginxGuards {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kKmMgG]?)");
  private static final int BURST = 5;
  private static final int FASTEST = 100_000;
  private static final int WIDEST_BURST = 1000;

  /** Every rule of an Ingress says them again to its proxies. */
  private static final int MOST_NETWORKS = 256;

  private NginxGuards() {}

  /**
   * Reads them.
   *
   * @param unread whether TLS is passed on, so that nobody can count or measure its requests
   */
  static Guards of(NginxAnnotations annotations, boolean unread) {
    List<String> allowed = new ArrayList<>(networks(annotations, "whitelist-source-range"));
    allowed.addAll(networks(annotations, "allowlist-source-range"));
    int burst = annotations.integer("limit-burst-multiplier", 1, WIDEST_BURST).orElse(BURST);
    Guards guards =
        new Guards(
            new SourceRanges(allowed, networks(annotations, "denylist-source-range")),
            size(annotations),
            annotations
                .integer("limit-rps", 1, FASTEST)
                .map(rate -> new Guards.Rate(rate, rate * burst)));
    if (unread) {
      guards.bodyBytes().ifPresent(bytes -> tellUnread(annotations, "proxy-body-size"));
      guards.rate().ifPresent(rate -> tellUnread(annotations, "limit-rps"));
    }
    return guards;
  }

  private static void tellUnread(NginxAnnotations annotations, String name) {
    annotations.remark(
        name,
        "has no effect on TLS that ssl-passthrough passes on unread, but on requests without TLS"
            + " only; remove one of the two");
  }

  /** A list of which a part is wrong guards nothing as it was meant. */
  private static List<String> networks(NginxAnnotations annotations, String name) {
    List<String> networks = new ArrayList<>();
    boolean usable = true;
    for (String text : annotations.text(name).orElse("").split(",", -1)) {
      if (!text.isBlank()) {
        Optional<String> network = network(text.strip());
        network.ifPresent(networks::add);
        usable &= network.isPresent();
      }
    }
    if (!annotations.check(
        name,
        usable && networks.size() <= MOST_NETWORKS,
        "use a comma list of at most %d networks; requests are answered by 503 until then"
            .formatted(MOST_NETWORKS))) {
      annotations.close();
    }
    return networks;
  }

  private static Optional<String> network(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      InetAddress base = InetAddress.ofLiteral(address);
      int bits = base.getAddress().length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
      return prefix >= 0 && prefix <= bits && !address.contains("%")
          ? Optional.of(base.getHostAddress() + "/" + prefix)
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Zero is as much as anyone likes. */
  private static Optional<Long> size(NginxAnnotations annotations) {
    String name = "proxy-body-size";
    Optional<String> text = annotations.text(name);
    Optional<Long> bytes = text.map(SIZE::matcher).filter(Matcher::matches).map(NginxGuards::bytes);
    annotations.check(name, bytes.isPresent() || text.isEmpty(), "use a size such as 8m or 512k");
    return bytes.filter(size -> size > 0);
  }

  private static long bytes(Matcher size) {
    long number = Math.min(Long.parseLong(size.group(1)), Long.MAX_VALUE >> 30);
    return switch (size.group(2)) {
      case "k", "K" -> number << 10;
      case "m", "M" -> number << 20;
      case "g", "G" -> number << 30;
      default -> number;
    };
  }
}
