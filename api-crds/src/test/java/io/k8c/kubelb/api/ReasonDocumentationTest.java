package io.k8c.kubelb.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.kit.testing.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReasonDocumentationTest {
  @Test
  void everyReasonHasARowAndEveryRowAReason() throws IOException {
    // given
    String page = Files.readString(Project.root().resolve("docs/reasons.md"));

    // when
    List<String> rows =
        Pattern.compile("(?m)^\\| `(\\w+)` \\|.*\\|.*\\|.+\\|$")
            .matcher(page)
            .results()
            .map((MatchResult row) -> row.group(1))
            .toList();

    // then
    assertThat(rows)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Reason.values()).map(Reason::word).toList());
  }
}
