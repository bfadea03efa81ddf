package io.k8c.kubelb.manager.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.k8c.kubelb.api.HostnameClaim;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.watch.Cached;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HostnameOwners;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which tenant has a hostname on a Gateway of the hub. Who gave one up keeps it for a
 * time, so that a route that is made anew finds it; who is allowed it by name need not wait. No
 * claim is written over that this process does not know: whoever wrote it decides.
 */
final class HostnameClaims {
  /** How long a hostname is held for who gave it up. */
  static final Duration HELD = Duration.ofMinutes(10);

  private final Cached<HostnameClaim> claims;
  private final Predicate<HostnameHolder> allowed;
  private final Applier applier;
  private final Clock clock;

  /**
   * @param allowed whether a tenant is allowed a hostname by name
   */
  HostnameClaims(
      Cached<HostnameClaim> claims,
      Predicate<HostnameHolder> allowed,
      Applier applier,
      Clock clock) {
    this.claims = claims;
    this.allowed = allowed;
    this.applier = applier;
    this.clock = clock;
  }

  /**
   * Brings the claims up to what is asked for.
   *
   * @param asked in the order in which they are claimed, but for those that are allowed by name
   * @return whether some are held for a time and have to be looked at again
   */
  boolean settle(Set<HostnameHolder> asked) {
    Map<HostnameHolder, HostnameClaim> known = new HashMap<>();
    claims.all().forEach(claim -> known.put(HostnameHolder.of(claim), claim));
    for (HostnameHolder holder : asked) {
      Optional.ofNullable(known.get(holder)).ifPresent(this::keep);
    }
    List<HostnameHolder> fresh =
        asked.stream().filter(holder -> !known.containsKey(holder)).toList();
    claim(fresh.stream().filter(allowed).toList(), known);
    claim(fresh.stream().filter(allowed.negate()).toList(), known);
    boolean held = false;
    for (Map.Entry<HostnameHolder, HostnameClaim> claim : known.entrySet()) {
      held |= !asked.contains(claim.getKey()) && release(claim.getValue());
    }
    return held;
  }

  private void claim(List<HostnameHolder> fresh, Map<HostnameHolder, HostnameClaim> known) {
    HostnameOwners owners = new HostnameOwners(List.copyOf(known.keySet()), allowed);
    List<HostnameHolder> taken = new ArrayList<>();
    Map<String, Integer> claimed = new HashMap<>();
    for (HostnameHolder asks : fresh) {
      int more = claimed.getOrDefault(asks.tenant(), 0);
      if (owners.of(asks) == HostnameOwners.Standing.FREE
          && owners.count(asks.tenant()) + more < HostnameOwners.MOST
          && taken.stream().noneMatch(asks::isAgainst)) {
        claimed.put(asks.tenant(), more + 1);
        for (HostnameHolder yields : owners.others(asks)) {
          Optional.ofNullable(known.remove(yields)).ifPresent(applier::deleteUnchanged);
        }
        create(asks, known);
        taken.add(asks);
      }
    }
  }

  private void create(HostnameHolder holder, Map<HostnameHolder, HostnameClaim> known) {
    HostnameClaim claim = new HostnameClaim();
    claim.setMetadata(
        new ObjectMetaBuilder()
            .withName(name(holder))
            .addToLabels(Wire.LABEL_MANAGED_BY, Wire.MANAGED_BY)
            .build());
    claim.setSpec(spec(holder, null));
    // Where there is one already, the watch brings it.
    applier.create(claim).ifPresent(created -> known.put(holder, claims.wrote(created)));
  }

  private void keep(HostnameClaim claim) {
    if (claim.getSpec().releasedAt() != null) {
      write(claim, null);
    }
  }

  private boolean release(HostnameClaim claim) {
    String since = claim.getSpec().releasedAt();
    Instant now = clock.instant();
    if (since == null) {
      write(claim, now.toString());
      return true;
    }
    if (Instant.parse(since).plus(HELD).isBefore(now)) {
      applier.deleteUnchanged(claim);
      return false;
    }
    return true;
  }

  private void write(HostnameClaim known, @Nullable String releasedAt) {
    HostnameClaim claim = new HostnameClaim();
    claim.setMetadata(known.getMetadata());
    claim.setSpec(spec(HostnameHolder.of(known), releasedAt));
    applier.replaceUnchanged(claim).ifPresent(claims::wrote);
  }

  private static HostnameClaim.Spec spec(HostnameHolder holder, @Nullable String releasedAt) {
    return new HostnameClaim.Spec(
        holder.hostname().text(), holder.gateway(), holder.tenant(), releasedAt);
  }

  /** One name for a hostname of a Gateway, so that it can be claimed only once. */
  private static String name(HostnameHolder holder) {
    return UUID.nameUUIDFromBytes(
            String.join("\n", List.of(holder.gateway(), holder.hostname().text()))
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
