package io.k8c.kubelb.manager.route.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a Gateway asks for.
 *
 * @param allowedListeners whose ListenerSets may add listeners
 * @param backendCertificate shown to backends that are spoken to over TLS
 */
public record GatewaySpec(
    List<ListenerSpec> listeners,
    Namespaces allowedListeners,
    List<AddressSpec> addresses,
    Infrastructure infrastructure,
    FrontendTls frontend,
    Optional<ObjectRef> backendCertificate,
    List<String> ignored)
    implements Spec.Listeners {
  public GatewaySpec {
    listeners = List.copyOf(listeners);
    addresses = List.copyOf(addresses);
    ignored = List.copyOf(ignored);
  }

  /** Reads {@code spec}. */
  public static GatewaySpec of(Tree tree) {
    List<String> ignored = new ArrayList<>(Ignored.fields("spec.", tree, "defaultScope"));
    ignored.addAll(Ignored.tlsOptions(tree));
    return new GatewaySpec(
        tree.list("listeners", ListenerSpec::of),
        Namespaces.of(tree.at("allowedListeners", "namespaces"), Namespaces.From.NONE),
        tree.list("addresses", AddressSpec::of),
        Infrastructure.of(tree.at("infrastructure")),
        FrontendTls.of(tree.at("tls", "frontend")),
        tree.at("tls", "backend").find("clientCertificateRef").map(ObjectRef::of),
        ignored);
  }
}
