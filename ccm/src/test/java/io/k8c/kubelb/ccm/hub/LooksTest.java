package io.k8c.kubelb.ccm.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LooksTest {
  private static final boolean WATCHED = true;
  private static final boolean CUT = false;
  private static final boolean PROBLEM = true;
  private static final boolean FINE = false;

  private final Looks looks = new Looks();

  @Test
  void aWatchThatIsCutForLongerThanALookIsAskedAbout() {
    assertThat(looks.asks(CUT, FINE)).isFalse();
    assertThat(looks.asks(CUT, FINE)).isTrue();
    assertThat(looks.asks(CUT, PROBLEM)).isTrue();
  }

  @Test
  void aWatchThatIsBackIsNoReasonToBelieveThatAllIsWell() {
    assertThat(looks.asks(WATCHED, PROBLEM)).isTrue();
  }

  @Test
  void theHubIsAskedNowAndThenAlthoughTheWatchHolds() {
    // given
    for (int look = 1; look < 15; look++) {
      assertThat(looks.asks(WATCHED, FINE)).as("look %d", look).isFalse();
    }

    // then
    assertThat(looks.asks(WATCHED, FINE)).isTrue();
    assertThat(looks.asks(WATCHED, FINE)).isFalse();
  }

  @Test
  void aHubThatWasNeverAwayIsNotBack() {
    assertThat(looks.isBack(WATCHED, FINE)).isFalse();
    assertThat(looks.isBack(WATCHED, FINE)).isFalse();
  }

  @Test
  void aHubIsBackWhenItAnswersThoughTheWatchIsStillCut() {
    // given
    assertThat(looks.isBack(CUT, PROBLEM)).isFalse();

    // then
    assertThat(looks.isBack(CUT, FINE)).isTrue();
    assertThat(looks.isBack(CUT, FINE)).isFalse();
  }

  @Test
  void aHubIsBackWhenItIsWatchedAgain() {
    // given
    assertThat(looks.isBack(CUT, FINE)).isFalse();

    // then
    assertThat(looks.isBack(WATCHED, FINE)).isTrue();
    assertThat(looks.isBack(WATCHED, FINE)).isFalse();
  }
}
