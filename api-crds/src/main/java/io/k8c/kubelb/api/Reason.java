package io.k8c.kubelb.api;

/**
 * Every reason that conditions and Events give; the list is closed, and each has a place in docs.
 */
public enum Reason {
  /** The object is admitted. */
  ACCEPTED("Accepted"),
  /** What the object asks for is switched off for the tenant. */
  DISABLED("Disabled"),
  /** No Tenant stands for the namespace. */
  TENANT_NOT_FOUND("TenantNotFound"),
  /** A field is carried that has no effect. */
  UNSUPPORTED_FIELD("UnsupportedField"),
  /** A field holds something that cannot be used. */
  INVALID_VALUE("InvalidValue"),
  /** An endpoint lies where the hub's policy sends no traffic. */
  ENDPOINT_DENIED("EndpointDenied"),
  /** Another object of the tenant asked for the same earlier. */
  CONFLICT("Conflict"),
  /** An object is referred to that is not there, or cannot be used. */
  INVALID_REFERENCE("InvalidReference"),
  /** Where others have hostnames too, an object must say which it wants. */
  HOSTNAME_REQUIRED("HostnameRequired"),
  /** A hostname is not one of those that the tenant may use there. */
  HOSTNAME_DENIED("HostnameDenied"),
  /** The tenant has as many hostnames as one may have where others are served too. */
  HOSTNAME_LIMIT("HostnameLimit"),
  /** The hub has no objects of the kind that would be needed. */
  KIND_NOT_SERVED("KindNotServed"),
  /** No listener port of the proxy is free. */
  PORTS_EXHAUSTED("PortsExhausted"),

  /** Everything that is referred to is there. */
  RESOLVED("ResolvedRefs"),
  /** The Addresses object that is referred to is not there. */
  ADDRESSES_NOT_FOUND("AddressesNotFound"),
  /** There is nothing to send traffic to. */
  NO_ENDPOINTS("NoEndpoints"),

  /** Traffic flows. */
  PROGRAMMED("Programmed"),
  /** The hub's cloud has not given an address yet. */
  PENDING_ADDRESS("PendingAddress"),
  /** No proxy of the tenant is ready. */
  PROXY_NOT_READY("ProxyNotReady"),
  /** The proxies have not taken over the change yet. */
  PENDING("Pending"),
  /** Envoy refused what the object leads to. */
  ENVOY_REJECTED("EnvoyRejected"),

  /** All is well. */
  READY("Ready"),
  /** Another Tenant has the namespace that this one would need. */
  NAMESPACE_CONFLICT("NamespaceConflict"),
  /** The hub's API server refused what the object leads to. */
  HUB_REFUSED("HubRefused"),
  /** What belongs to the object is being removed. */
  TERMINATING("Terminating"),

  /** Event: the hub Service had to be made anew. */
  SERVICE_RECREATED("ServiceRecreated"),
  /** Event: the address is another one than before. */
  ADDRESS_CHANGED("AddressChanged"),
  /** Event: the tenant's object is in the hub. */
  SYNCED("Synced"),
  /** Event: the tenant's object has its address. */
  ADDRESS_ASSIGNED("AddressAssigned"),
  /** Event: the hub cannot be reached. */
  HUB_UNREACHABLE("HubUnreachable"),
  /** Event: a write in the tenant cluster itself failed. */
  WRITE_FAILED("WriteFailed"),
  /** Event: the tenant's object is gone from the hub. */
  REMOVED("Removed");

  private final String word;

  Reason(String word) {
    this.word = word;
  }

  /** As conditions and Events spell it. */
  public String word() {
    return word;
  }
}
