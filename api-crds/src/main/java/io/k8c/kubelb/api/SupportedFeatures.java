package io.k8c.kubelb.api;

import java.util.List;

/**
 * The features of Gateway API that work, as its conformance suite calls them. One that is added
 * here has its tests run; none is here whose tests fail.
 */
public final class SupportedFeatures {
  /** In the order of the alphabet, as the standard wants it. */
  public static final List<String> ALL =
      List.of(
          "BackendTLSPolicy",
          "BackendTLSPolicySANValidation",
          "GRPCRoute",
          "GRPCRouteNamedRouteRule",
          "Gateway",
          "GatewayAddressEmpty",
          "GatewayBackendClientCertificate",
          "GatewayFrontendClientCertificateValidation",
          "GatewayFrontendClientCertificateValidationInsecureFallback",
          "GatewayHTTPListenerIsolation",
          "GatewayHTTPSListenerDetectMisdirectedRequests",
          "GatewayPort8080",
          "GatewayStaticAddresses",
          "HTTPRoute",
          "HTTPRoute303RedirectStatusCode",
          "HTTPRoute307RedirectStatusCode",
          "HTTPRoute308RedirectStatusCode",
          "HTTPRouteBackendProtocolH2C",
          "HTTPRouteBackendProtocolWebSocket",
          "HTTPRouteBackendRequestHeaderModification",
          "HTTPRouteBackendTimeout",
          "HTTPRouteCORS",
          "HTTPRouteDestinationPortMatching",
          "HTTPRouteHostRewrite",
          "HTTPRouteMethodMatching",
          "HTTPRouteNamedRouteRule",
          "HTTPRouteParentRefPort",
          "HTTPRoutePathRedirect",
          "HTTPRoutePathRewrite",
          "HTTPRoutePortRedirect",
          "HTTPRouteQueryParamMatching",
          "HTTPRouteRequestMirror",
          "HTTPRouteRequestMultipleMirrors",
          "HTTPRouteRequestPercentageMirror",
          "HTTPRouteRequestTimeout",
          "HTTPRouteResponseHeaderModification",
          "HTTPRouteRetry",
          "HTTPRouteRetryBackendTimeout",
          "HTTPRouteRetryConnectionError",
          "HTTPRouteSchemeRedirect",
          "ListenerSet",
          "ReferenceGrant",
          "TCPRoute",
          "TLSRoute",
          "TLSRouteModeMixed",
          "TLSRouteModeTerminate",
          "UDPRoute");

  private SupportedFeatures() {}
}
