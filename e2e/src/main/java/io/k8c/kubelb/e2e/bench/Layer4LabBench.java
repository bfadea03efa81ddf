package io.k8c.kubelb.e2e.bench;

import io.k8c.kubelb.e2e.lab.Toolchain;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The same in the lab: kubelets, kube-proxies, pods and controllers take their share as well. */
@Command(name = "layer4-lab", mixinStandardHelpOptions = true)
public final class Layer4LabBench implements Callable<Integer> {
  @Mixin private final Layer4Sizes sizes = new Layer4Sizes(30, 30, 300, 400, 60);

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Layer4LabBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path root = Toolchain.root();
    Report report = new Report(root);
    try (Bed bed = LabSetup.start(root, sizes.most())) {
      new Layer4Course(bed, sizes, report).run();
    }
    report.publish(sizes.json);
    return 0;
  }
}
