package io.k8c.kubelb.e2e.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every field of every kind has a test that shows its effect, or is named as one to come. */
class CoverageTest {
  private static final Pattern COVERS = Pattern.compile("@Covers\\(([^)]*)\\)", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
  private static final Path HERE =
      Project.root().resolve("e2e/src/test/java/io/k8c/kubelb/e2e/contract");

  private final Set<String> leaves = leaves();
  private final Set<String> covered = covered();
  private final Set<String> later = list("leaves-of-later-issues.txt");

  @Test
  void everyLeafIsCoveredOrNamed() {
    Set<String> open = new TreeSet<>(leaves);
    open.removeAll(covered);
    open.removeAll(later);

    assertThat(open).as("fields without a test; mark the test of one with @Covers").isEmpty();
  }

  @Test
  void whatIsMarkedExists() {
    Set<String> unknown = new TreeSet<>(covered);
    unknown.removeAll(leaves);

    assertThat(unknown).as("@Covers of what is no field").isEmpty();
  }

  @Test
  void theListNamesOnlyWhatExistsAndIsNotCovered() {
    assertThat(leaves).containsAll(later);
    assertThat(later.stream().filter(covered::contains)).as("covered after all").isEmpty();
  }

  private static Set<String> leaves() {
    Set<String> leaves = new TreeSet<>();
    Crds.all().forEach(crd -> leaves.addAll(Crds.leaves(crd)));
    return leaves;
  }

  private static Set<String> covered() {
    Set<String> covered = new TreeSet<>();
    for (Path source : sources()) {
      Matcher marks = COVERS.matcher(text(source));
      while (marks.find()) {
        Matcher names = NAME.matcher(marks.group(1));
        while (names.find()) {
          covered.add(Crds.leaf(names.group(1)));
        }
      }
    }
    return covered;
  }

  /** Every test source of the project but the mark itself. */
  private static List<Path> sources() {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Project.root())) {
      for (Path module : modules.filter(Files::isDirectory).toList()) {
        Path tests = module.resolve("src/test/java");
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            files
                .filter(file -> file.toString().endsWith("Test.java"))
                .filter(file -> !file.startsWith(HERE.resolve("CoverageTest.java")))
                .forEach(sources::add);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  private static Set<String> list(String file) {
    Set<String> names = new TreeSet<>();
    text(HERE.resolve(file))
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(names::add);
    return names;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
