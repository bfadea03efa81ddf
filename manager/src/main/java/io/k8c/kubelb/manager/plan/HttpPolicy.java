package io.k8c.kubelb.manager.plan;

import io.k8c.kubelb.api.EnvoyProxySettings;
import io.k8c.kubelb.api.HttpSettings;
import io.k8c.kubelb.api.Tenant.TenantProxySettings;
import io.k8c.kubelb.xds.model.AccessLog;
import io.k8c.kubelb.xds.model.HttpOptions;
import io.k8c.kubelb.xds.model.HttpOptions.HeaderLimits;
import io.k8c.kubelb.xds.model.Upstream;
import org.jspecify.annotations.Nullable;

/**
 * How the proxies of a tenant take in requests and answers.
 *
 * @param responseKilobytes that the headers of an answer may have; a larger one is a 502
 */
public record HttpPolicy(HttpOptions requests, int responseKilobytes) {
  static HttpPolicy of(@Nullable EnvoyProxySettings config, @Nullable TenantProxySettings tenant) {
    HttpSettings hub = config == null || config.http() == null ? HttpSettings.NONE : config.http();
    HttpSettings own = tenant == null || tenant.http() == null ? HttpSettings.NONE : tenant.http();
    Integer hops = own.trustedHops() != null ? own.trustedHops() : hub.trustedHops();
    HttpSettings.AccessLog log = own.accessLog() != null ? own.accessLog() : hub.accessLog();
    EnvoyProxySettings.@Nullable HeaderLimits limits =
        config == null ? null : config.headerLimits();
    return new HttpPolicy(
        new HttpOptions(hops == null ? 0 : hops, accessLog(log), requests(limits)),
        limits == null || limits.maxResponseHeadersKb() == null
            ? Upstream.RESPONSE_HEADER_KILOBYTES
            : limits.maxResponseHeadersKb());
  }

  private static AccessLog accessLog(HttpSettings.@Nullable AccessLog wanted) {
    return switch (wanted == null ? HttpSettings.AccessLog.OFF : wanted) {
      case OFF -> AccessLog.OFF;
      case TEXT -> AccessLog.TEXT;
      case JSON -> AccessLog.JSON;
    };
  }

  private static HeaderLimits requests(EnvoyProxySettings.@Nullable HeaderLimits limits) {
    HeaderLimits usual = HeaderLimits.DEFAULT;
    if (limits == null) {
      return usual;
    }
    Integer kilobytes = limits.maxRequestHeadersKb();
    Integer count = limits.maxRequestHeadersCount();
    return new HeaderLimits(
        kilobytes == null ? usual.kilobytes() : kilobytes, count == null ? usual.count() : count);
  }
}
