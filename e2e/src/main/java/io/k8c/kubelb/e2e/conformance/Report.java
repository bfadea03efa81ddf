package io.k8c.kubelb.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The part of the suite's official report that people look at first. */
record Report(List<Profile> profiles) {
  static final Report NONE = new Report(List.of());

  Report {
    profiles = List.copyOf(profiles);
  }

  /**
   * A profile's results.
   *
   * @param features extended ones that are claimed
   * @param unclaimed extended features that are not
   */
  record Profile(
      String name, Level core, Level extended, List<String> features, List<String> unclaimed) {
    Profile {
      features = List.copyOf(features);
      unclaimed = List.copyOf(unclaimed);
    }
  }

  /** Counts of tests. */
  record Level(int passed, List<String> failed, List<String> skipped) {
    Level {
      failed = List.copyOf(failed);
      skipped = List.copyOf(skipped);
    }

    boolean isWhole() {
      return failed.isEmpty() && skipped.isEmpty();
    }
  }

  /** {@link #NONE} if the suite left no file. */
  static Report of(Path file) {
    try {
      return Files.exists(file) ? parse(Files.readString(file)) : NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Report parse(String yaml) {
    JsonNode tree = Serialization.unmarshal(yaml, JsonNode.class);
    return new Report(elements(tree.path("profiles")).map(Report::profile).toList());
  }

  /** Whether every one of these profiles was run, and nothing of it failed or was skipped. */
  boolean holds(List<String> wanted) {
    return wanted.stream().allMatch(name -> profile(name).filter(Report::holds).isPresent());
  }

  private static boolean holds(Profile profile) {
    return profile.core().passed() > 0 && profile.core().isWhole() && profile.extended().isWhole();
  }

  private Optional<Profile> profile(String name) {
    return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
  }

  private static Profile profile(JsonNode node) {
    JsonNode extended = node.path("extended");
    return new Profile(
        node.path("name").asText(),
        level(node.path("core")),
        level(extended),
        texts(extended.path("supportedFeatures")),
        texts(extended.path("unsupportedFeatures")));
  }

  private static Level level(JsonNode node) {
    return new Level(
        node.path("statistics").path("Passed").asInt(),
        texts(node.path("failedTests")),
        texts(node.path("skippedTests")));
  }

  private static List<String> texts(JsonNode list) {
    return elements(list).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
