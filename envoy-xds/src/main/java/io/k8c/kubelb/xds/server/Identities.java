package io.k8c.kubelb.xds.server;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.k8c.kubelb.xds.identity.SpiffeId;
import io.k8c.kubelb.xds.model.ProxyId;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Binds every call to the proxy that the client's certificate names; others are turned away. */
final class Identities implements ServerInterceptor {
  static final Context.Key<ProxyId> PROXY = Context.key("proxy");

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Optional<ProxyId> proxy = proxy(call);
    if (proxy.isEmpty()) {
      call.close(
          Status.UNAUTHENTICATED.withDescription("the client's certificate names no proxy"),
          headers);
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValue(PROXY, proxy.get()), call, headers, next);
  }

  private static Optional<ProxyId> proxy(ServerCall<?, ?> call) {
    SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    if (session == null) {
      return Optional.empty();
    }
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain[0] instanceof X509Certificate certificate
          ? SpiffeId.proxy(certificate)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
