package io.k8c.kubelb.api;

import io.k8c.kubelb.kit.testing.Committed;
import org.junit.jupiter.api.Test;

class CrdFilesTest {
  @Test
  void theChartsHoldTheCrdsOfTheRecords() {
    CrdGeneration.files()
        .forEach((name, yaml) -> Committed.check("charts/kubelb-manager/crds/" + name, yaml));
  }

  @Test
  void theTenantChartHoldsTheOneCrdThatTenantClustersNeed() {
    String name = "kubelb.k8c.io_syncsecrets.yaml";

    Committed.check("charts/kubelb-ccm/crds/" + name, CrdGeneration.files().get(name));
  }
}
