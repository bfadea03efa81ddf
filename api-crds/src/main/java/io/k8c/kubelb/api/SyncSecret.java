package io.k8c.kubelb.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A TLS or CA Secret of a tenant on its way to the proxies; shaped as a Secret, without a spec. */
@Group(Wire.GROUP)
@Version(Wire.VERSION)
@Categories(Wire.CATEGORY)
@Plural("syncsecrets")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".type")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
public class SyncSecret extends CustomResource<Void, SyncSecret.Status> implements Namespaced {
  private static final long serialVersionUID = 1L;

  @JsonPropertyDescription("Not supported: a synced Secret follows its source.")
  private @Nullable Boolean immutable;

  @JsonPropertyDescription("Values in base64, by key, as in a Secret.")
  @Size(max = 8)
  private Map<String, @Size(max = 262144) String> data = Map.of();

  @JsonPropertyDescription("Values as text, by key, as in a Secret.")
  @Size(max = 8)
  private Map<String, @Size(max = 262144) String> stringData = Map.of();

  @JsonPropertyDescription("Type of the Secret.")
  @Size(max = 253)
  private @Nullable String type;

  @JsonProperty
  public @Nullable Boolean getImmutable() {
    return immutable;
  }

  public void setImmutable(@Nullable Boolean immutable) {
    this.immutable = immutable;
  }

  public Map<String, String> getData() {
    return data;
  }

  public void setData(@Nullable Map<String, String> data) {
    this.data = Copies.map(data);
  }

  public Map<String, String> getStringData() {
    return stringData;
  }

  public void setStringData(@Nullable Map<String, String> stringData) {
    this.stringData = Copies.map(stringData);
  }

  public @Nullable String getType() {
    return type;
  }

  public void setType(@Nullable String type) {
    this.type = type;
  }

  @Override
  @JsonPropertyDescription("What the hub made of it; written by the hub only.")
  public @Nullable Status getStatus() {
    return super.getStatus();
  }

  @Override
  @SuppressWarnings("NullAway") // absent until the hub has written it
  protected Status initStatus() {
    return null;
  }

  /** Values stay out of logs and error texts. */
  @Override
  public String toString() {
    return "SyncSecret[" + getMetadata().getNamespace() + "/" + getMetadata().getName() + "]";
  }

  /** What the hub made of it. */
  @ApiObject
  public record Status(
      @JsonPropertyDescription("Generation that this status speaks of.")
          @Nullable Long observedGeneration,
      @JsonPropertyDescription("State in one word, for people.") @Nullable Phase phase,
      @JsonPropertyDescription("State of the secret: Synced.") @Size(max = 16)
          List<Condition> conditions) {
    public Status {
      conditions = Copies.list(conditions);
    }
  }

  /** State in one word. */
  public enum Phase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Synced")
    SYNCED,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Terminating")
    TERMINATING
  }
}
