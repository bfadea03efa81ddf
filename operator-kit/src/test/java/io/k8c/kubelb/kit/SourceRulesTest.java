package io.k8c.kubelb.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Project;
import io.k8c.kubelb.kit.testing.Sources;
import io.k8c.kubelb.kit.testing.Sources.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every source file of the project keeps to, so that each can be read in one sitting. */
class SourceRulesTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 60;
  private static final int LINES_PER_COMMENT_LINE = 8;
  private static final Pattern EMPTY_NAMES =
      Pattern.compile(".*(Utils?|Helpers?|Impl|Misc|Common|.Manager)$");

  /** A field of the contract and a part of Envoy have this name. */
  private static final Set<String> GIVEN_NAMES = Set.of("OverloadManager");

  private static final Pattern LEFT_TO_DO =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final List<String> MODULES =
      List.of("api-crds", "envoy-xds", "operator-kit", "manager", "ccm", "cli", "e2e");
  private static final List<Source> SOURCES =
      Sources.below(
          MODULES.stream()
              .flatMap(module -> Stream.of(module + "/src/main/java", module + "/src/test/java"))
              .toList());

  @Test
  void aFileHasAtMost400Lines() {
    assertThat(SOURCES).isNotEmpty().allMatch(source -> source.lines().size() <= FILE_LINES);
  }

  @Test
  void aMethodHasAtMost60Lines() {
    assertThat(SOURCES)
        .flatExtracting(
            source ->
                source.methods().stream()
                    .filter(method -> method.lines() > METHOD_LINES)
                    .map(method -> source.path() + " " + method)
                    .toList())
        .isEmpty();
  }

  @Test
  void atMostOneLineInEightIsComment() {
    // when
    Map<String, int[]> counted = new TreeMap<>();
    for (Source source : SOURCES) {
      int[] counts = counted.computeIfAbsent(module(source), key -> new int[2]);
      counts[0] += commentLines(source.lines());
      counts[1] += source.lines().size();
    }

    // then
    assertThat(counted)
        .allSatisfy(
            (module, counts) ->
                assertThat(counts[0] * LINES_PER_COMMENT_LINE)
                    .as("comment lines of %s, times eight", module)
                    .isLessThanOrEqualTo(counts[1]));
  }

  private static String module(Source source) {
    return source.path().getName(0) + (source.isTest() ? " tests" : "");
  }

  /** Lines that hold nothing but comment; the formatter puts no code beside them. */
  private static int commentLines(List<String> lines) {
    int comments = 0;
    boolean inside = false;
    boolean text = false;
    for (String line : lines) {
      String stripped = line.strip();
      boolean opens = !text && stripped.startsWith("/*");
      comments += inside || opens || (!text && stripped.startsWith("//")) ? 1 : 0;
      inside = (inside || opens) && !stripped.contains("*/");
      text ^= !inside && stripped.split("\"\"\"", -1).length % 2 == 0;
    }
    return comments;
  }

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    for (Path folder :
        SOURCES.stream()
            .filter(source -> !source.isTest())
            .map(source -> Project.root().resolve(source.path()).getParent())
            .collect(Collectors.toSet())) {
      Path about = folder.resolve("package-info.java");
      assertThat(about).exists();
      assertThat(Files.readString(about)).as("%s", about).startsWith("/**").contains("@NullMarked");
    }
  }

  @Test
  void everyPublicTypeSaysWhatItIs() {
    assertThat(SOURCES)
        .filteredOn(source -> !source.isTest())
        .flatExtracting(
            source ->
                source.types().stream()
                    .filter(type -> type.shown() && !type.documented())
                    .map(type -> source.path() + " " + type.name())
                    .toList())
        .isEmpty();
  }

  @Test
  void nothingIsLeftToDo() {
    assertThat(SOURCES)
        .flatExtracting(
            source ->
                source.lines().stream()
                    .filter(line -> LEFT_TO_DO.matcher(line.toUpperCase(Locale.ROOT)).find())
                    .map(line -> source.path() + ": " + line.strip())
                    .toList())
        .isEmpty();
  }

  @Test
  void namesSayMoreThanThatSomethingHelps() {
    assertThat(SOURCES)
        .flatExtracting(
            source ->
                source.types().stream()
                    .map(Sources.Type::name)
                    .filter(name -> !GIVEN_NAMES.contains(name))
                    .filter(name -> EMPTY_NAMES.matcher(name).matches())
                    .toList())
        .isEmpty();
  }
}
