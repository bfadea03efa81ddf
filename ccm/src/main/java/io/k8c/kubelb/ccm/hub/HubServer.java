package io.k8c.kubelb.ccm.hub;

import java.net.URI;
import java.net.URISyntaxException;

/** The address of the hub's API server as people write it. */
final class HubServer {
  private static final int API_PORT = 6443;

  private HubServer() {}

  /**
   * The URL behind a host, host:port or URL; a host alone means port 6443.
   *
   * @throws HubProblem where it is none of these
   */
  static String url(String address) throws HubProblem {
    String text = address.strip();
    if (text.contains("://")) {
      return checked(text, address);
    }
    boolean bareIpv6 = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
    String host = bareIpv6 ? "[" + text + "]" : text;
    boolean hasPort = host.lastIndexOf(':') > host.lastIndexOf(']');
    return checked("https://" + host + (hasPort ? "" : ":" + API_PORT), address);
  }

  private static String checked(String url, String address) throws HubProblem {
    if (!isUrl(url)) {
      throw problem(address);
    }
    return url;
  }

  /** Whether a text is a URL with a host, and safe from listeners. */
  static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null && "https".equals(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static HubProblem problem(String address) {
    return new HubProblem(
        "the manager address '"
            + address
            + "' is not a host, host:port or https URL; set kubelb.manager.address to the address of"
            + " the hub's API server");
  }
}
