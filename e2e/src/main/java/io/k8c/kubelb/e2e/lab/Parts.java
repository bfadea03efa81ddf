package io.k8c.kubelb.e2e.lab;

import io.k8c.kubelb.e2e.lab.cloud.Numbers;
import io.k8c.kubelb.e2e.lab.host.Guard;
import io.k8c.kubelb.e2e.lab.kube.AddressPlan;
import io.k8c.kubelb.e2e.lab.kube.Clients;
import io.k8c.kubelb.e2e.lab.relay.Relay;

/** What the clusters of one lab share. */
record Parts(
    LabOptions options,
    Guard guard,
    Relay relay,
    Clients clients,
    Numbers nodes,
    Numbers clusters,
    Numbers addresses) {

  static Parts of(LabOptions options, Guard guard) {
    return new Parts(
        options,
        guard,
        Relay.open(guard.lan()),
        new Clients(),
        new Numbers(1, AddressPlan.MOST_NODES),
        new Numbers(1, AddressPlan.MOST_CLUSTERS),
        options.numbers());
  }
}
