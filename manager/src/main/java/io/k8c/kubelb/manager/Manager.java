package io.k8c.kubelb.manager;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.k8c.kubelb.api.Wire;
import io.k8c.kubelb.kit.apply.Applier;
import io.k8c.kubelb.kit.apply.Events;
import io.k8c.kubelb.kit.process.Clients;
import io.k8c.kubelb.kit.process.Controllers;
import io.k8c.kubelb.kit.process.Identity;
import io.k8c.kubelb.kit.process.Leadership;
import io.k8c.kubelb.kit.process.Parts;
import io.k8c.kubelb.kit.process.Program;
import io.k8c.kubelb.kit.process.Telemetry;
import io.k8c.kubelb.manager.reconcile.Authorities;
import io.k8c.kubelb.manager.reconcile.ReplicaPod;
import io.k8c.kubelb.manager.reconcile.ReplicaReporter;
import io.k8c.kubelb.manager.reconcile.Writing;
import io.k8c.kubelb.xds.identity.Authority;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;

/** The manager, put together: what reads, what serves, what writes. */
final class Manager implements Program {
  private static final String LEASE = "19f32e7b.kubelb.k8c.io";

  private final ManagerOptions options;
  private final Clock clock = Clock.systemUTC();
  private final Parts parts = new Parts();
  private final Telemetry telemetry = new Telemetry(clock);
  private final String identity = Identity.of("manager");
  private volatile boolean serving;

  Manager(ManagerOptions options) {
    this.options = options;
  }

  @Override
  public void start() throws InterruptedException {
    telemetry
        .health()
        .ready("proxies", () -> serving ? Optional.empty() : Optional.of("not served yet"));
    parts.add(telemetry.serve(options.healthAddress, options.metricsAddress));
    KubernetesClient client = parts.add(parts.add(new Clients()).client(configuration()));
    Reading reading =
        parts.add(Reading.of(client, options.namespace, options.secretNamespaces, telemetry));
    readiness(reading);
    reading.complete();
    Authority authority = Authorities.ofHub(client, options.namespace, clock);
    parts.add(reading.serve(options.listenAddress(), authority, clock));
    serving = true;
    lead(client, reading, authority);
  }

  private void readiness(Reading reading) {
    telemetry
        .health()
        .ready(
            "caches",
            () -> {
              String missing = reading.caches().unsynced().collect(Collectors.joining(", "));
              return missing.isEmpty() ? Optional.empty() : Optional.of("still reading " + missing);
            });
  }

  private void lead(KubernetesClient client, Reading reading, Authority authority)
      throws InterruptedException {
    Applier applier = new Applier(client, "kubelb-manager", Wire.ANNOTATION_APPLIED);
    Events events = parts.add(new Events(client, "kubelb.k8c.io/manager", identity, clock));
    Writing writing = new Writing(applier, events, clock);
    Leadership leadership = new Leadership(options.namespace, LEASE, identity);
    ReplicaPod pod = ReplicaPod.of(options.namespace, identity, System.getenv());
    ReplicaReporter reporter =
        parts.add(
            new ReplicaReporter(
                reading.standing(), leadership, reading.caches().reports(), applier, pod));
    reading.router().report(reporter::changed);
    parts.add(leadership.releasing(client));
    Controllers controllers =
        parts.add(
            new Controllers(
                client,
                "manager",
                telemetry,
                options.leaderElection
                    ? Optional.of(leadership.configuration())
                    : Optional.empty()));
    parts.add(leadership.ending());
    WritingHalf half =
        new WritingHalf(
            client, reading, writing, options.hub(), authority, pod, leadership, telemetry);
    half.register(controllers, parts);
    if (!options.leaderElection) {
      leadership.assume();
    }
    controllers.start();
  }

  private Config configuration() {
    return options
        .kubeconfig
        .map(path -> Config.fromKubeconfig(path.toFile()))
        .orElseGet(() -> Config.autoConfigure(null));
  }

  @Override
  public void close() {
    parts.close();
  }
}
