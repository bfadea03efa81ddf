package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.Attachment.Bound;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who gets the hostnames that routes of several tenants ask for on Gateways of the hub. One without
 * a claim is served to nobody until the hub has written one.
 */
final class Claiming {
  private static final String ROUTE = "route";
  private static final Finding TAKEN =
      new Finding(
          SharedHostnames.CONFLICT,
          "the hostnames of this route, or some that they overlap with, are taken on this Gateway;"
              + " use others");

  private final HostnameOwners owners;
  private final Set<HostnameHolder> wanted = new LinkedHashSet<>();

  Claiming(HostnameOwners owners) {
    this.owners = owners;
  }

  /** The attachments of the oldest route first, without hostnames that are others'. */
  List<Attachment> settle(List<Attachment> attachments) {
    return attachments.stream()
        .sorted(Comparator.comparing(Attachment::route, ParsedSource.OLDEST_FIRST))
        .map(this::settle)
        .toList();
  }

  /** What is asked for and not refused; what came to the hub first comes first. */
  Set<HostnameHolder> wanted() {
    return wanted;
  }

  private Attachment settle(Attachment attachment) {
    if (attachment.refused().isPresent()) {
      return attachment;
    }
    List<Bound> kept = new ArrayList<>();
    Set<String> taken = new LinkedHashSet<>();
    Set<String> limited = new LinkedHashSet<>();
    Set<Hostname> awaited = new LinkedHashSet<>();
    boolean reserved = false;
    for (Bound bound : attachment.bounds()) {
      List<Hostname> own = new ArrayList<>();
      for (Hostname hostname : bound.hostnames()) {
        HostnameHolder asks =
            new HostnameHolder(
                attachment.assembly().gateway().name(),
                hostname,
                attachment.route().place().tenant());
        switch (owners.of(asks)) {
          case HELD -> {
            wanted.add(asks);
            own.add(hostname);
          }
          case FREE -> {
            wanted.add(asks);
            awaited.add(hostname);
          }
          case TAKEN -> taken.add(hostname.text());
          case RESERVED -> {
            taken.add(hostname.text());
            reserved = true;
          }
          case LIMITED -> limited.add(hostname.text());
        }
      }
      if (!own.isEmpty()) {
        kept.add(new Bound(bound.section(), own));
      }
    }
    if (!kept.isEmpty()) {
      return attachment.with(kept).without(withheld(taken, limited), List.copyOf(awaited));
    }
    if (!awaited.isEmpty()) {
      return attachment.refusedBy(SharedHostnames.pending(ROUTE));
    }
    return attachment.refusedBy(
        taken.isEmpty() ? SharedHostnames.limited(ROUTE) : refusal(reserved));
  }

  /** Others are not named. */
  private static List<Finding> withheld(Set<String> taken, Set<String> limited) {
    List<Finding> findings = new ArrayList<>();
    if (!taken.isEmpty()) {
      findings.add(
          new Finding(
              SharedHostnames.CONFLICT,
              "not served for "
                  + String.join(", ", taken)
                  + ", since these, or some that they overlap with, are taken on this Gateway; use"
                  + " others"));
    }
    if (!limited.isEmpty()) {
      findings.add(SharedHostnames.limited(limited));
    }
    return findings;
  }

  private static Finding refusal(boolean reserved) {
    return reserved ? SharedHostnames.taken(ROUTE, true) : TAKEN;
  }
}
