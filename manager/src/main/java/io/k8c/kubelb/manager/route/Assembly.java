package io.k8c.kubelb.manager.route;

import io.k8c.kubelb.manager.route.spec.GatewaySpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Gateway with the listeners that are attached to it.
 *
 * @param sections listeners of the Gateway, then those of its ListenerSets by precedence
 * @param sets ListenerSets that are attached
 * @param refused ListenerSets that the Gateway does not let in
 */
record Assembly(
    ParsedSource gateway,
    GatewaySpec spec,
    List<Section> sections,
    List<ParsedSource> sets,
    List<ParsedSource> refused) {
  Assembly {
    sets = List.copyOf(sets);
    sections = List.copyOf(sections);
    refused = List.copyOf(refused);
  }

  /** Listeners of one owner, in the order of its specification. */
  List<Section> of(ParsedSource owner) {
    return sections.stream()
        .filter(section -> section.owner().name().equals(owner.name()))
        .toList();
  }

  Stream<Section> served() {
    return sections.stream().filter(Section::isServed);
  }
}
