package io.k8c.kubelb.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {
  private static final Golden.Conversion SHOUT =
      inputs -> Map.of("out.yaml", inputs.text("in.yaml").toUpperCase(Locale.ROOT));

  @TempDir private Path root;

  @BeforeEach
  void oneCase() throws IOException {
    write("hello/in.yaml", "a: 1\nb: 2\n");
  }

  @Test
  void everyFolderIsATestOfItsName() throws IOException {
    // given
    write("other/in.yaml", "c: 3\n");

    // when
    List<DynamicTest> tests = tests(false);

    // then
    assertThat(tests)
        .extracting(DynamicTest::getDisplayName)
        .containsExactly("hello", "other", "there are cases and nothing beside them");
  }

  @Test
  void theRightOutputPasses() throws IOException {
    // given
    write("hello/out.yaml", "A: 1\nB: 2\n");

    // then
    assertThatCode(() -> run(false)).doesNotThrowAnyException();
  }

  @Test
  void aWrongOutputFailsAndSaysWhichLine() throws IOException {
    // given
    write("hello/out.yaml", "A: 1\nB: 3\n");

    // then
    assertThatThrownBy(() -> run(false))
        .hasMessageContainingAll("out.yaml of case hello", "line 2", "B: 2", "B: 3");
  }

  @Test
  void aMissingOutputFailsAndSaysWhatWritesIt() {
    assertThatThrownBy(() -> run(false)).hasMessageContaining("-Dgolden.update=true");
  }

  @Test
  void anUpdateWritesTheOutput() throws Throwable {
    // when
    run(true);

    // then
    assertThat(root.resolve("hello/out.yaml")).hasContent("A: 1\nB: 2\n");
  }

  @Test
  void aFileThatNoCaseUsesFails() throws IOException {
    // given
    write("hello/out.yaml", "A: 1\nB: 2\n");
    write("hello/old.yaml", "");

    // then
    assertThatThrownBy(() -> run(false)).hasMessageContaining("old.yaml");
  }

  @Test
  void aFileBesideTheCasesFails() throws IOException {
    // given
    write("hello/out.yaml", "A: 1\nB: 2\n");
    write("stray.yaml", "");

    // then
    assertThatThrownBy(() -> run(false)).hasMessageContaining("stray.yaml");
  }

  @Test
  void anInputMayHaveSeveralDocuments() throws Throwable {
    // given
    write("hello/in.yaml", "a: 1\n---\nb: 2\n");

    // when
    for (DynamicTest test :
        new Golden(root, true)
            .tests(inputs -> Map.of("out.yaml", Golden.yaml(inputs.trees("in.yaml"))))
            .toList()) {
      test.getExecutable().execute();
    }

    // then
    assertThat(root.resolve("hello/out.yaml")).hasContent("- a: 1\n- b: 2\n");
  }

  private List<DynamicTest> tests(boolean update) {
    return new Golden(root, update).tests(SHOUT).toList();
  }

  private void run(boolean update) throws Throwable {
    for (DynamicTest test : tests(update)) {
      test.getExecutable().execute();
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
