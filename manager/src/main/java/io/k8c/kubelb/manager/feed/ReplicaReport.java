package io.k8c.kubelb.manager.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one replica of the manager knows of the proxies that are connected to it and what the leader
 * still has to learn: who took over which load balancer, who refused what.
 *
 * @param proxies by tenant namespace; those without connected proxies are left out
 */
public record ReplicaReport(Map<String, Proxy> proxies) {
  /** Label of the objects that hold reports. */
  public static final String LABEL = "kubelb.k8c.io/replica-report";

  /** Where nothing is known. */
  public static final ReplicaReport NONE = new ReplicaReport(Map.of());

  private static final String KEY = "report";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  public ReplicaReport {
    proxies = Collections.unmodifiableMap(new TreeMap<>(proxies));
  }

  /**
   * The proxies of one tenant.
   *
   * @param streams number of those that are connected and have their first complete set
   * @param accepted load balancers whose current revision all of those have, and that revision;
   *     only where the status does not say so yet
   * @param rejected load balancers of which something was refused
   */
  public record Proxy(int streams, Map<String, String> accepted, Map<String, Rejected> rejected) {
    public Proxy {
      accepted = Collections.unmodifiableMap(new TreeMap<>(accepted));
      rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
    }
  }

  /** What was refused of a revision, in Envoy's words. */
  public record Rejected(String revision, List<String> messages) {
    public Rejected {
      messages = List.copyOf(messages);
    }
  }

  /** As it is stored. */
  public Map<String, String> data() {
    try {
      return Map.of(KEY, JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As it was stored; what cannot be read is passed over, since its writer will write again. */
  public static ReplicaReport read(ConfigMap stored) {
    try {
      String text = Optional.ofNullable(stored.getData()).map(data -> data.get(KEY)).orElse(null);
      return text == null ? NONE : JSON.readValue(text, ReplicaReport.class);
    } catch (JsonProcessingException e) {
      return NONE;
    }
  }
}
