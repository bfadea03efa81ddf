package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.conformance.Report.Level;
import io.k8c.kubelb.e2e.conformance.Report.Profile;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of the documentation that says what of Gateway API works, out of the official report.
 *
 * @param file name of the report
 */
record SupportPage(Report report, String file) {
  /** A feature's name begins with that of the kind it is of. */
  static final List<String> KINDS =
      List.of(
          "Gateway",
          "ListenerSet",
          "HTTPRoute",
          "GRPCRoute",
          "TLSRoute",
          "TCPRoute",
          "UDPRoute",
          "BackendTLSPolicy");

  private static final Map<String, String> WHY_NOT =
      Map.of(
          "GatewayInfrastructure",
          "its two tests look for a Service, Pod or ServiceAccount of the Gateway in the tenant's"
              + " own namespace, and those of KubeLB are in the hub; labels and annotations of"
              + " `spec.infrastructure` reach the hub's Service under the annotation rules of the"
              + " tenant");

  private static final String NOT_SERVED =
      """

      ## What is not served
      | | why, and what happens |
      |---|---|
      | `useDefaultGateways` | experimental, without tests in the suite; a Warning Event `UnsupportedField` on the route names the field, the route is served without it |
      | in `sessionPersistence`: `absoluteTimeout` without `lifetimeType: Permanent` | Envoy measures no time of sessions but by `Max-Age` of a cookie; told by the same Event, the session is served without it |
      | filter `ExtensionRef`, `ExternalAuth` on a backend instead of a rule | a filter must not be skipped, least of all one that keeps requests out: requests that match the rule get 500 (gRPC: UNAVAILABLE), and `PartiallyInvalid`, or `Accepted=False` where no rule is left, names it |
      | backends of other kinds than Service | `ResolvedRefs=False InvalidKind`, and 500 for their share of requests |

      Headers `x-envoy-*` of clients, by some of which Envoy takes orders, are removed from every request; backends see `x-envoy-external-address`, the client's
      address as the proxy knows it. Envoy adds none to answers.
      """;

  private static final String EXTERNAL_AUTH =
      """

      ## ExternalAuth
      The filter `ExternalAuth` of a rule of an HTTPRoute (experimental, without tests in the suite) is served with both protocols. The Service is asked
      before all other filters of the rule, redirects and changes of headers included, but after CORS, which answers a browser's question by itself.

      | | |
      |---|---|
      | it lets a request in | by HTTP with status 200, by gRPC with code OK |
      | it refuses | status, headers and body of its answer are what the client gets, a redirect to a login for instance |
      | it does not answer | 503: after 10 s, when no node of it takes a connection, and when it answers 5xx. Attempts at other nodes count among the 10 s, `timeouts` of the rule do not |
      | its `backendRef` leads nowhere | 500, and `ResolvedRefs=False` names it |
      | what it is told by HTTP | method, path behind `http.path`, Host, Authorization, Content-Length, and `http.allowedHeaders` |
      | what it is told by gRPC | all headers, or `grpc.allowedHeaders` |
      | what goes on to the backend | by HTTP `http.allowedResponseHeaders`, without that list all but those about the answer itself (Content-*, Date, Server); never Host, `x-envoy-*` and headers that say where a message ends. What it does not answer stays as the client sent it |
      | `forwardBody.maxSize` | 0 to 65535; a longer body is answered by 413, and nobody is asked |
      """;

  private static final String SESSIONS =
      """

      ## Sessions
      `sessionPersistence` of the rules of HTTPRoutes and GRPCRoutes (experimental, without tests in the suite) keeps a client on a node, with whatever nodes come and
      go beside it and whatever the weights become, 0 included; when the node goes, or fails, the client gets another one of the same Service and a new token.
      `externalTrafficPolicy: Local` with one pod for each node makes that node a pod. `sessionAffinity: ClientIP` of the Service keeps what one proxy sends to the node
      on a pod; GEP-1619 would have the route rejected for it, here it is served.
      * `type: Cookie`: `HttpOnly`, `SameSite=Strict`, on HTTPS listeners `Secure`, with the path of the match. A request that another site leads to comes without it,
        and gets a new one. `lifetimeType: Permanent` makes `absoluteTimeout` its `Max-Age`, after which the proxy does not take it any more either.
      * `type: Header`: the first answer brings the header, the client has to send it with each of its requests.
      * Without `sessionName` each rule has a name of its own; one that two rules share is one session in requests that both tokens come with.
      * The token is the address of a node and a node port in Base64, unsigned: a client can choose among the nodes and Services of the rule, those of weight 0 too,
        and nothing else.
      """;

  @Override
  public String toString() {
    return head()
        + profiles().map(SupportPage::row).collect(Collectors.joining())
        + kinds()
        + unclaimed()
        + NOT_SERVED
        + EXTERNAL_AUTH
        + SESSIONS;
  }

  private String head() {
    return """
    # What of Gateway API works
    Generated from [the report](../e2e/conformance/reports/%s) of the official conformance suite, which `e2e/conformance/run` makes. A feature
    is listed where all of its tests passed.

    | profile | core tests | extended tests | skipped |
    |---|---|---|---|
    """
        .formatted(file);
  }

  private Stream<Profile> profiles() {
    return report.profiles().stream().sorted(Comparator.comparing(Profile::name));
  }

  private static String row(Profile profile) {
    return "| %s | %s | %s | %s |%n"
        .formatted(
            profile.name(),
            passed(profile.core()),
            passed(profile.extended()),
            names(
                Stream.concat(
                        profile.core().skipped().stream(), profile.extended().skipped().stream())
                    .toList()));
  }

  private static String passed(Level level) {
    int all = level.passed() + level.failed().size() + level.skipped().size();
    return level.failed().isEmpty()
        ? "%d of %d".formatted(level.passed(), all)
        : "%d of %d, failed: %s".formatted(level.passed(), all, names(level.failed()));
  }

  /** A feature of several profiles is one. */
  private List<String> features(Function<Profile, List<String>> which) {
    return profiles()
        .flatMap(profile -> which.apply(profile).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private String kinds() {
    return "%n| kind | extended features |%n|---|---|%n".formatted()
        + KINDS.stream().map(this::kind).collect(Collectors.joining());
  }

  private String kind(String kind) {
    List<String> features = featuresOf(kind);
    return "| %s | %s |%n".formatted(kind, features.isEmpty() ? "core only" : names(features));
  }

  /** Extended features of a kind. */
  List<String> featuresOf(String kind) {
    return features(Profile::features).stream()
        .filter(feature -> feature.startsWith(kind))
        .map(feature -> feature.substring(kind.length()))
        .map(feature -> feature.isEmpty() ? "the kind" : feature)
        .toList();
  }

  private String unclaimed() {
    return features(Profile::unclaimed).stream()
        .map(
            feature ->
                WHY_NOT.containsKey(feature)
                    ? "%nNot claimed: %s, since %s.%n".formatted(feature, WHY_NOT.get(feature))
                    : "%nNot claimed: %s.%n".formatted(feature))
        .collect(Collectors.joining());
  }

  private static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
