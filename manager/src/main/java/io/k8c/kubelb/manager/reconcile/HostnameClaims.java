package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Writes down which tenant has a hostname on a Gateway of the hub. Who gave one up keeps it for a
 * time, so that a route that is made anew finds it.
 */
final class HostnameClaims {
  /** How long a hostname is held for who gave it up. */
  static final Duration HELD = Duration.ofMinutes(10);

  private final Cached<HostnameClaim> claims;
  private final Writing writing;

  HostnameClaims(Cached<HostnameClaim> claims, Writing writing) {
    this.claims = claims;
    this.writing = writing;
  }

  /**
   * Brings the claims up to what is asked for.
   *
   * @return whether some are held for a time and have to be looked at again
   */
  boolean settle(Set<HostnameHolder> wanted) {
    List<HostnameHolder> holders = new ArrayList<>();
    claims.all().forEach(claim -> holders.add(holder(claim)));
    for (HostnameHolder holder : wanted) {
      claim(holder, holders);
    }
    boolean held = false;
    for (HostnameClaim claim : claims.all()) {
      held |= !wanted.contains(holder(claim)) && release(claim);
    }
    return held;
  }

  private void claim(HostnameHolder wanted, List<HostnameHolder> holders) {
    boolean taken =
        holders.stream()
            .anyMatch(
                holder -> holder.overlaps(wanted) && !holder.tenant().equals(wanted.tenant()));
    if (!taken || holders.contains(wanted)) {
      String name = name(wanted);
      write(name, wanted, null, claims.get(null, name).orElse(null));
      holders.add(wanted);
    }
  }

  private boolean release(HostnameClaim claim) {
    String since = claim.getSpec().releasedAt();
    Instant now = writing.clock().instant();
    if (since == null) {
      write(claim.getMetadata().getName(), holder(claim), now.toString(), claim);
      return true;
    }
    if (Instant.parse(since).plus(HELD).isBefore(now)) {
      writing.applier().delete(claim);
      return false;
    }
    return true;
  }

  private void write(
      String name,
      HostnameHolder holder,
      @org.jspecify.annotations.Nullable String releasedAt,
      @org.jspecify.annotations.Nullable HostnameClaim known) {
    HostnameClaim claim = new HostnameClaim();
    claim.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
            .build());
    claim.setSpec(
        new HostnameClaim.Spec(
            holder.hostname().text(), holder.gateway(), holder.tenant(), releasedAt));
    claims.wrote(writing.applier().apply(claim, known));
  }

  private static HostnameHolder holder(HostnameClaim claim) {
    return new HostnameHolder(
        String.valueOf(claim.getSpec().address()),
        Hostname.parse(claim.getSpec().hostname()).orElse(Hostname.ANY),
        claim.getSpec().tenant());
  }

  /** One name for a hostname of a Gateway, so that it can be claimed only once. */
  private static String name(HostnameHolder holder) {
    return UUID.nameUUIDFromBytes(
            String.join("\n", List.of(holder.gateway(), holder.hostname().text()))
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
