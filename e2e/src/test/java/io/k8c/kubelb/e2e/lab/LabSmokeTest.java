package io.k8c.kubelb.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.k8c.kubelb.e2e.lab.cli.Checks;
import io.k8c.kubelb.e2e.lab.cli.SmokeRun;
import io.k8c.kubelb.e2e.lab.host.Guard;
import org.junit.jupiter.api.Test;

@NeedsLab
class LabSmokeTest {

  @Test
  void everythingThatTheLabOffersWorksAndNothingIsLeft() {
    var options = LabOptions.standard();
    var checks = new Checks(System.out);
    String id;

    try (Lab lab = Lab.start(options)) {
      id = lab.id();
      SmokeRun.in(lab, checks);
    }

    assertThat(checks.failed()).isEmpty();
    assertThat(Guard.known(Lab.PREFIX, options.parent())).doesNotContain(id);
  }
}
