package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.manager.route.Attachment.Bound;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which tenant has a hostname on a Gateway that several use: whoever's claim the hub wrote first. A
 * hostname without a claim is served to nobody until the hub has written one.
 */
final class HostnameOwners {
  private static final Finding TAKEN =
      new Finding(
          "HostnameConflict",
          "the hostnames of this route, or some that they overlap with, are taken on this Gateway;"
              + " use others");
  private static final Finding PENDING =
      new Finding(Reason.PENDING.word(), "the hostnames of this route are being claimed");

  private final List<HostnameHolder> holders;
  private final Set<HostnameHolder> wanted = new LinkedHashSet<>();

  /**
   * @param holders those that the hub has written down, the oldest first
   */
  HostnameOwners(List<HostnameHolder> holders) {
    this.holders = List.copyOf(holders);
  }

  /** The attachments, without hostnames that are others'. */
  List<Attachment> settle(List<Attachment> attachments) {
    return attachments.stream().map(this::settle).toList();
  }

  /** What is asked for and nobody else's. */
  Set<HostnameHolder> wanted() {
    return Set.copyOf(wanted);
  }

  private Attachment settle(Attachment attachment) {
    if (attachment.refused().isPresent()) {
      return attachment;
    }
    List<Bound> kept = new ArrayList<>();
    Set<Hostname> taken = new LinkedHashSet<>();
    Set<Hostname> awaited = new LinkedHashSet<>();
    for (Bound bound : attachment.bounds()) {
      List<Hostname> own = new ArrayList<>();
      for (Hostname hostname : bound.hostnames()) {
        HostnameHolder asks =
            new HostnameHolder(
                attachment.assembly().gateway().name(),
                hostname,
                attachment.route().place().tenant());
        boolean held = holders.contains(asks);
        if (!held && isOthers(asks)) {
          taken.add(hostname);
        } else {
          wanted.add(asks);
          boolean _ = held ? own.add(hostname) : awaited.add(hostname);
        }
      }
      if (!own.isEmpty()) {
        kept.add(new Bound(bound.section(), own));
      }
    }
    if (!kept.isEmpty()) {
      return attachment.with(kept).without(List.copyOf(taken), List.copyOf(awaited));
    }
    return attachment.refusedBy(awaited.isEmpty() ? TAKEN : PENDING);
  }

  /** Those that the tenant has itself say nothing of what others have. */
  private boolean isOthers(HostnameHolder asks) {
    return holders.stream()
        .anyMatch(holder -> holder.overlaps(asks) && !holder.tenant().equals(asks.tenant()));
  }
}
