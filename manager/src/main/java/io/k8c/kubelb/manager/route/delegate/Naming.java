package io.k8c.kubelb.manager.route.delegate;

import io.k8c.kubelb.kit.Note;
import io.k8c.kubelb.manager.route.HostnameHolder;
import io.k8c.kubelb.manager.route.HostnameOwners;
import io.k8c.kubelb.manager.route.SharedHostnames;
import io.k8c.kubelb.manager.route.spec.Finding;
import io.k8c.kubelb.manager.route.spec.Hostname;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The hostnames of one source, less those that are not its tenant's where others are served too.
 * What stands for the source in the hub asks for these and no others.
 */
final class Naming {
  private final String kind;
  private final List<String> written;
  private final String tenant;
  private final HostnameOwners owners;
  private final Set<HostnameHolder> asked;
  private final Set<String> withheld = new LinkedHashSet<>();
  private final Set<String> limited = new LinkedHashSet<>();

  /**
   * What of a source is for one place.
   *
   * @param kept its hostnames there
   * @param refused why it is not there at all
   */
  record Share(List<String> kept, Optional<Finding> refused) {
    Share {
      kept = List.copyOf(kept);
    }
  }

  /**
   * @param kind of the source, for people
   * @param asked what is asked for is added here
   */
  Naming(
      String kind,
      List<String> written,
      String tenant,
      HostnameOwners owners,
      Set<HostnameHolder> asked) {
    this.kind = kind;
    this.written = written.stream().distinct().toList();
    this.tenant = tenant;
    this.owners = owners;
    this.asked = asked;
  }

  /** All hostnames, for a place where no others are served. */
  List<String> written() {
    return written;
  }

  /**
   * The hostnames without those that are others', or not yet the tenant's, at a place.
   *
   * @param place a Gateway of the hub, or a class of Ingresses
   * @param required whether one has to remain
   */
  Share at(String place, boolean required) {
    Set<String> own = new LinkedHashSet<>();
    Set<String> others = new LinkedHashSet<>();
    Set<String> beyond = new LinkedHashSet<>();
    boolean awaited = false;
    boolean reserved = false;
    for (String text : written) {
      Optional<Hostname> hostname = Hostname.parse(text);
      if (hostname.isPresent()) {
        HostnameHolder asks = new HostnameHolder(place, hostname.get(), tenant);
        asked.add(asks);
        switch (owners.of(asks)) {
          case HELD -> own.add(text);
          case FREE -> awaited = true;
          case TAKEN -> others.add(text);
          case RESERVED -> {
            others.add(text);
            reserved = true;
          }
          case LIMITED -> beyond.add(text);
        }
      }
    }
    if (required && own.isEmpty()) {
      if (awaited) {
        return new Share(List.of(), Optional.of(SharedHostnames.pending(kind)));
      }
      return new Share(
          List.of(),
          Optional.of(
              others.isEmpty() && !beyond.isEmpty()
                  ? SharedHostnames.limited(kind)
                  : SharedHostnames.taken(kind, reserved)));
    }
    withheld.addAll(others);
    limited.addAll(beyond);
    return new Share(List.copyOf(own), Optional.empty());
  }

  /** What is not served, for who asks for it; others are not named. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    if (!withheld.isEmpty()) {
      notes.add(
          Note.warning(
              SharedHostnames.CONFLICT,
              "not served for "
                  + String.join(", ", withheld)
                  + ", since these, or some that they overlap with, are taken; use others"));
    }
    if (!limited.isEmpty()) {
      Finding finding = SharedHostnames.limited(limited);
      notes.add(Note.warning(finding.reason(), finding.message()));
    }
    return notes;
  }
}
