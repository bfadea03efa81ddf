package io.k8c.kubelb.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Golden folders: every folder below a root is a case, with inputs and the outputs that they must
 * lead to. {@code -Dgolden.update=true} rewrites the outputs; whoever commits them has read the
 * difference. A file that no case used fails.
 */
public final class Golden {
  private static final String UPDATE = "golden.update";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  private final Path root;
  private final boolean update;

  Golden(Path root, boolean update) {
    this.root = root;
    this.update = update;
  }

  /** What leads from the inputs of a case to its outputs, file name to text. */
  @FunctionalInterface
  public interface Conversion {
    Map<String, String> outputs(Case inputs) throws Exception;
  }

  /** A test for every case of a folder, a path from the project's root. */
  public static Stream<DynamicTest> cases(String folder, Conversion conversion) {
    return new Golden(Project.root().resolve(folder), Boolean.getBoolean(UPDATE)).tests(conversion);
  }

  /** A value as a YAML document. */
  public static String yaml(Object value) {
    try {
      return YAML.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stream<DynamicTest> tests(Conversion conversion) {
    List<Path> found = list(root);
    return Stream.concat(
        found.stream()
            .filter(Files::isDirectory)
            .map(
                folder ->
                    DynamicTest.dynamicTest(
                        folder.getFileName().toString(), () -> check(folder, conversion))),
        Stream.of(
            DynamicTest.dynamicTest(
                "there are cases and nothing beside them",
                () -> assertThat(found).isNotEmpty().allMatch(Files::isDirectory))));
  }

  private void check(Path folder, Conversion conversion) throws Exception {
    Case inputs = new Case(folder);
    Map<String, String> outputs = conversion.outputs(inputs);
    for (Map.Entry<String, String> output : outputs.entrySet()) {
      compare(folder.resolve(output.getKey()), output.getValue());
    }
    Set<String> used = new TreeSet<>(outputs.keySet());
    used.addAll(inputs.used);
    assertThat(list(folder).stream().map(file -> file.getFileName().toString()))
        .as("files of case %s, all of them used", folder.getFileName())
        .containsExactlyInAnyOrderElementsOf(used);
  }

  private void compare(Path expected, String text) throws IOException {
    String actual = text.endsWith("\n") ? text : text + "\n";
    if (update) {
      Files.writeString(expected, actual);
    }
    String hint =
        "%s of case %s; -D%s=true writes it"
            .formatted(expected.getFileName(), expected.getParent().getFileName(), UPDATE);
    assertThat(expected).as(hint).exists();
    // By way of a file, since only files are compared line by line.
    Path file = Files.createTempFile("golden", ".txt");
    try {
      Files.writeString(file, actual);
      assertThat(file).as(hint).hasSameTextualContentAs(expected);
    } finally {
      Files.delete(file);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The inputs of a case. */
  public static final class Case {
    private final Path folder;
    private final Set<String> used = new TreeSet<>();

    private Case(Path folder) {
      this.folder = folder;
    }

    public String name() {
      return folder.getFileName().toString();
    }

    /** Whether there is such an input. */
    public boolean has(String file) {
      return Files.exists(folder.resolve(file));
    }

    public String text(String file) {
      used.add(file);
      try {
        return Files.readString(folder.resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The only document of a YAML file. */
    public JsonNode tree(String file) {
      List<JsonNode> documents = trees(file);
      assertThat(documents).as(file).hasSize(1);
      return documents.getFirst();
    }

    /** All documents of a YAML file. */
    public List<JsonNode> trees(String file) {
      try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text(file))) {
        return documents.readAll();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String toString() {
      return name() + used.stream().collect(Collectors.joining(", ", "(", ")"));
    }
  }
}
