package io.k8c.kubelb.e2e.lab.kube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of one node, and the programs that read it. */
public record NodeFiles(Path programs, Path directory, String node, int number, AddressPlan plan) {

  /** Writes everything that containerd, kubelet and kube-proxy read. */
  public void write(Authority authority, String server) {
    var pki = directory.resolve("pki");
    write(directory.resolve("pki/ca.crt"), authority.certificate());
    List<String> hosts = new java.util.ArrayList<>(plan.nodeAddresses(number));
    hosts.addAll(List.of(node, "127.0.0.1"));
    authority.issue("CN=" + node, hosts).write(pki, "kubelet");
    kubeconfig(authority, server, "kubelet", "O=system:nodes,CN=system:node:" + node);
    kubeconfig(authority, server, "kube-proxy", "CN=system:kube-proxy");
    write("resolv.conf", "nameserver %s\n".formatted(plan.dns().getFirst()));
    fill("containerd.toml", Map.of("CNI", directory.resolve("cni").toString()));
    write(directory.resolve("cni/pods.conflist"), Template.fill("pods.conflist", ranges()));
    fill(
        "kubelet.yaml",
        Map.of(
            "PKI", pki.toString(),
            "DNS", plan.dns().getFirst(),
            "RESOLV", directory.resolve("resolv.conf").toString()));
    fill(
        "kube-proxy.yaml",
        Map.of(
            "KUBECONFIG", directory.resolve("kube-proxy.kubeconfig").toString(),
            "PODS", AddressPlan.joined(plan.pods()),
            "NODE", node));
    fill("masquerade.nft", Map.of("RULES", masquerade()));
  }

  public void kubeconfig(Authority authority, String server, String user, String subject) {
    var config =
        new Kubeconfig("lab", server, authority.certificate(), authority.issue(subject, List.of()));
    write(user + ".kubeconfig", config.text());
  }

  public List<String> containerd() {
    return List.of("containerd", "--config", directory.resolve("containerd.toml").toString());
  }

  /**
   * Started again when it fails: containerd answers on its socket a moment before it is ready, and
   * kubelets give up.
   */
  public List<String> kubelet() {
    return List.of(
        "sh",
        "-c",
        "until \"$@\"; do sleep 0.2; done",
        "kubelet",
        programs.resolve("kubelet").toString(),
        "--config=" + directory.resolve("kubelet.yaml"),
        "--kubeconfig=" + directory.resolve("kubelet.kubeconfig"),
        "--root-dir=/var/lib/kubelet",
        "--hostname-override=" + node,
        "--node-ip=" + AddressPlan.joined(plan.nodeAddresses(number)),
        "--v=2");
  }

  public List<String> kubeProxy() {
    return List.of(
        programs.resolve("kube-proxy").toString(),
        "--config=" + directory.resolve("kube-proxy.yaml"),
        "--v=2");
  }

  public void write(String file, String text) {
    write(directory.resolve(file), text);
  }

  private void fill(String file, Map<String, String> values) {
    write(file, Template.fill(file, values));
  }

  private Map<String, String> ranges() {
    return Map.of(
        "RANGES",
        plan.podsOf(number).stream()
            .map("[{\"subnet\": \"%s\"}]"::formatted)
            .collect(Collectors.joining(", ")),
        "ROUTES",
        plan.podsOf(number).stream()
            .map(
                subnet ->
                    "{\"dst\": \"%s\"}".formatted(subnet.contains(":") ? "::/0" : "0.0.0.0/0"))
            .collect(Collectors.joining(", ")));
  }

  /** Pods keep their address inside the cluster and take the node's outside of it. */
  private String masquerade() {
    return plan.pods().stream()
        .map(
            pods ->
                "    %1$s saddr %2$s %1$s daddr != %2$s oifname \"eth0\" masquerade"
                    .formatted(pods.contains(":") ? "ip6" : "ip", pods))
        .collect(Collectors.joining("\n"));
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
