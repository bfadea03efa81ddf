package io.k8c.kubelb.e2e.bench;

import io.k8c.kubelb.e2e.fast.FastTier;
import io.k8c.kubelb.e2e.lab.Toolchain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How fast a Service of type LoadBalancer works in the fast tier, beside its floor. */
@Command(name = "layer4", mixinStandardHelpOptions = true)
public final class Layer4Bench implements Callable<Integer> {
  @Mixin private final Layer4Sizes sizes = new Layer4Sizes(50, 50, 300, 1000, 300);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Layer4Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Toolchain.root();
    Report report = new Report(root);
    try (FastTier tier = new FastTier(root, Files.createTempDirectory("kubelb-floor"))) {
      Floor floor = new Floor(tier.cluster("tenant").client(), tier.hub().client());
      report.put("floor", floor.measure(sizes.samples, sizes.burst));
    }
    try (Bed bed = FastBed.start(root, Files.createTempDirectory("kubelb-bench"))) {
      new Layer4Course(bed, sizes, report).run();
    }
    report.publish(sizes.json);
    return 0;
  }
}
