package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.k8c.kubelb.e2e.lab.host.Command;
import io.k8c.kubelb.e2e.lab.host.Guard;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsLab
class LabEndTest {

  /** Run in a JVM of its own: makes a cluster, says so and waits for its end. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) {
      Lab lab = Lab.start(LabOptions.standard());
      lab.cluster("hub", 1);
      System.out.println(lab.id());
      lab.gone().join();
    }
  }

  @Test
  void nothingIsLeftWhenTheJvmThatHoldsTheLabIsKilled() throws IOException {
    Process holder = start(Holder.class);
    String id = readLine(holder);
    assertThat(processesOf(id)).isNotEmpty();

    holder.destroyForcibly();

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(processesOf(id)).isEmpty();
              assertThat(Guard.known(Lab.PREFIX, LabOptions.parentOfLabs())).doesNotContain(id);
              assertThat(Command.of("cat", "/proc/mounts").run().orThrow()).doesNotContain(id);
            });
  }

  @Test
  void aLabThatSomebodyElseEndsIsGoneForItsHolderToo() {
    try (Lab lab = Lab.start(LabOptions.standard())) {
      Guard.sweep(lab.id(), LabOptions.parentOfLabs());

      await().atMost(Duration.ofSeconds(30)).until(lab.gone()::isDone);
    }
  }

  private static Process start(Class<?> main) throws IOException {
    return new ProcessBuilder(JavaProgram.of(main).words())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String readLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith(Lab.PREFIX)) {
        return line;
      }
    }
    throw new AssertionError("the JVM ended before its lab was up");
  }

  /** A lab's processes have its id in their arguments or are in its control groups. */
  private static List<Long> processesOf(String id) {
    // The brackets keep the pattern from finding the shell that looks for it.
    String pattern = "[k]" + id.substring(1);
    return Command.of(
            "sh",
            "-c",
            "grep -las '%s' /proc/[0-9]*/cgroup /proc/[0-9]*/cmdline | cut -d/ -f3"
                .formatted(pattern))
        .run()
        .text()
        .lines()
        .map(Long::valueOf)
        .distinct()
        .toList();
  }
}
