package io.k8c.kubelb.e2e.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandTest {

  @Test
  void feedsItsInputAndReadsWhatIsPrinted() {
    assertThat(Command.of("tr", "a-z", "A-Z").feeding("hello\n").run().orThrow())
        .isEqualTo("HELLO");
  }

  @Test
  void aFailureNamesTheCommandItsStatusAndWhatItSaid() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo why >&2; exit 3").run().orThrow())
        .hasMessage("'sh -c echo why >&2; exit 3' ended with status 3: why");
  }

  @Test
  void aProgramThatIsNotThereNamesTheRemedy() {
    assertThatThrownBy(() -> Command.of("no-such-program").run())
        .hasMessageContaining("cannot start no-such-program")
        .hasMessageContaining("e2e/toolchain/toolchain lab");
  }
}
