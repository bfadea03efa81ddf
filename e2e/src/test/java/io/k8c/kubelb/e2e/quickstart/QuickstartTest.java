package io.k8c.kubelb.e2e.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.JavaProgram;
import io.k8c.kubelb.e2e.lab.NeedsLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README, as its script starts it once everything is built. */
@NeedsLab
class QuickstartTest {
  private static final int MINUTES = 8;

  @TempDir Path folder;

  @Test
  void theFirstCommandOfTheReadmeShowsWhatItPromises() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process quickstart = JavaProgram.of(QuickstartMain.class, "--check").start(output);
    boolean ended = quickstart.waitFor(MINUTES, TimeUnit.MINUTES);
    end(quickstart);

    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(quickstart.exitValue()).as(said).isZero();
    assertThat(said)
        .contains("tenant-cluster-1", "tenant-cluster-2", " 0 failed")
        .contains("Service echo-server", "Gateway echo-gateway", "Ingress echo-ingress");
  }

  @Test
  void whatCannotBeDoneIsSaidInOneLine() throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process quickstart = JavaProgram.of(QuickstartMain.class, "--hub", "absent").start(output);
    quickstart.waitFor(MINUTES, TimeUnit.MINUTES);
    end(quickstart);

    assertThat(quickstart.exitValue()).isOne();
    assertThat(Files.readAllLines(output)).singleElement().asString().startsWith("quickstart: ");
  }

  /** Lets it clear up after itself if it is still there. */
  private static void end(Process quickstart) throws InterruptedException {
    quickstart.destroy();
    quickstart.waitFor(1, TimeUnit.MINUTES);
    quickstart.destroyForcibly();
  }
}
