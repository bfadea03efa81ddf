package io.k8c.kubelb.e2e.lab.kube;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The programs of a control plane with their flags.
 *
 * @param files the directory with {@code pki/} and the kubeconfigs
 * @param audit where the API server notes every write, if it does
 */
public record ControlPlane(
    Path programs, Path files, String address, AddressPlan plan, Optional<Path> audit) {

  /** Without fsync: a lab that loses power is not repaired but started anew. */
  public List<String> etcd() {
    String client = "http://127.0.0.1:2379";
    String peer = "http://127.0.0.1:2380";
    return program(
        "etcd",
        "--data-dir=" + files.resolve("etcd"),
        "--listen-client-urls=" + client,
        "--advertise-client-urls=" + client,
        "--listen-peer-urls=" + peer,
        "--initial-advertise-peer-urls=" + peer,
        "--initial-cluster=default=" + peer,
        "--unsafe-no-fsync",
        "--log-level=warn");
  }

  public List<String> apiServer() {
    List<String> words =
        program(
            "kube-apiserver",
            "--etcd-servers=http://127.0.0.1:2379",
            "--secure-port=6443",
            "--bind-address=" + (plan.dualStack() ? "::" : "0.0.0.0"),
            "--advertise-address=" + address,
            "--tls-cert-file=" + pki("apiserver.crt"),
            "--tls-private-key-file=" + pki("apiserver.key"),
            "--client-ca-file=" + pki("ca.crt"),
            "--service-cluster-ip-range=" + AddressPlan.joined(plan.services()),
            "--service-account-key-file=" + pki("accounts.crt"),
            "--service-account-signing-key-file=" + pki("accounts.key"),
            "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
            "--authorization-mode=Node,RBAC",
            "--enable-admission-plugins=NodeRestriction",
            "--allow-privileged=true",
            "--kubelet-client-certificate=" + pki("kubelet-client.crt"),
            "--kubelet-client-key=" + pki("kubelet-client.key"),
            "--kubelet-preferred-address-types=InternalIP,Hostname",
            "--profiling=false");
    words.addAll(aggregation());
    audit.ifPresent(log -> words.addAll(auditing(log)));
    return words;
  }

  /** A node counts as dead after 16 s instead of 50 s; leases last 8 s to match. */
  public List<String> controllerManager() {
    List<String> words =
        program(
            "kube-controller-manager",
            "--service-account-private-key-file=" + pki("accounts.key"),
            "--root-ca-file=" + pki("ca.crt"),
            "--cluster-signing-cert-file=" + pki("ca.crt"),
            "--cluster-signing-key-file=" + pki("ca.key"),
            "--use-service-account-credentials",
            // Its start alone makes an account for each controller: seconds at the default of 20
            // requests a second.
            "--kube-api-qps=200",
            "--kube-api-burst=400",
            "--flex-volume-plugin-dir=/var/lib/kubelet/plugins",
            "--allocate-node-cidrs=false",
            "--node-monitor-period=2s",
            "--node-monitor-grace-period=16s");
    words.addAll(client("controller-manager"));
    return words;
  }

  public List<String> scheduler() {
    List<String> words = program("kube-scheduler");
    words.addAll(client("scheduler"));
    return words;
  }

  private List<String> aggregation() {
    return List.of(
        "--requestheader-client-ca-file=" + pki("ca.crt"),
        "--requestheader-allowed-names=front-proxy",
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        "--proxy-client-cert-file=" + pki("front-proxy.crt"),
        "--proxy-client-key-file=" + pki("front-proxy.key"));
  }

  private List<String> auditing(Path log) {
    return List.of(
        "--audit-policy-file=" + files.resolve("audit-policy.yaml"),
        "--audit-log-path=" + log,
        "--audit-log-maxsize=1000");
  }

  private List<String> client(String user) {
    Path config = files.resolve(user + ".kubeconfig");
    return List.of(
        "--kubeconfig=" + config,
        "--authentication-kubeconfig=" + config,
        "--authorization-kubeconfig=" + config,
        "--leader-elect=false",
        "--bind-address=127.0.0.1");
  }

  private List<String> program(String name, String... flags) {
    List<String> words = new ArrayList<>();
    words.add(programs.resolve(name).toString());
    words.addAll(List.of(flags));
    return words;
  }

  private Path pki(String file) {
    return files.resolve("pki").resolve(file);
  }
}
