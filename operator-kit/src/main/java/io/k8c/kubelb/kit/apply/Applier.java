package io.k8c.kubelb.kit.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes objects by server-side apply, and only where something differs: a hash of what was applied
 * last is kept in an annotation and shows what we no longer want, a comparison with what is there
 * shows what others changed. A failed write throws, which means retry.
 */
public final class Applier {
  private static final Logger log = LoggerFactory.getLogger(Applier.class);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();
  private static final int UNPROCESSABLE = 422;
  private static final int HASH_DIGITS = 16;

  private final KubernetesClient client;
  private final String fieldManager;
  private final String hashAnnotation;
  private final Function<HasMetadata, Map<String, String>> about;
  private final Settled settled = new Settled();

  /**
   * @param fieldManager name under which the fields are owned
   * @param hashAnnotation key of the annotation that holds the hash of what was applied
   */
  public Applier(KubernetesClient client, String fieldManager, String hashAnnotation) {
    this(client, fieldManager, hashAnnotation, Applier::named);
  }

  /**
   * An applier whose log lines name objects in another way.
   *
   * @param about the pairs of a line about an object
   */
  public Applier(
      KubernetesClient client,
      String fieldManager,
      String hashAnnotation,
      Function<HasMetadata, Map<String, String>> about) {
    this.client = client;
    this.fieldManager = fieldManager;
    this.hashAnnotation = hashAnnotation;
    this.about = about;
  }

  private static Map<String, String> named(HasMetadata object) {
    Map<String, String> pairs = new LinkedHashMap<>();
    pairs.put("kind", object.getKind());
    if (object.getMetadata().getNamespace() != null) {
      pairs.put("namespace", object.getMetadata().getNamespace());
    }
    pairs.put("name", object.getMetadata().getName());
    return pairs;
  }

  /**
   * Makes the server hold what is desired.
   *
   * @param desired only the fields that we want; the annotation with the hash is added to it
   * @param actual what a cache holds, null where it holds nothing
   * @return what the server holds now
   */
  public <T extends HasMetadata> T apply(T desired, @Nullable T actual) {
    String digest = actual == null ? "" : digest(serialization().asJson(desired));
    if (actual != null && settled.isKnown(actual, digest)) {
      return actual;
    }
    ObjectNode tree = tree(desired);
    String hash = digest(sorted(tree)).substring(0, HASH_DIGITS);
    if (actual != null && isApplied(tree, hash, actual)) {
      settled.add(actual, digest);
      return actual;
    }
    desired.getMetadata().getAnnotations().put(hashAnnotation, hash);
    T applied =
        client.resource(desired).fieldManager(fieldManager).forceConflicts().serverSideApply();
    logged(actual == null ? "created" : "changed", applied);
    return applied;
  }

  private boolean isApplied(ObjectNode desired, String hash, HasMetadata actual) {
    var annotations = actual.getMetadata().getAnnotations();
    return annotations != null
        && hash.equals(annotations.get(hashAnnotation))
        && Drift.contains(tree(actual), desired);
  }

  /**
   * Makes the status of an object what is desired, field by field of the status that we own.
   *
   * @param desired an object with name, namespace and status, nothing else
   * @param actual what a cache holds
   * @return what the server holds now
   */
  public <T extends HasMetadata> T applyStatus(T desired, T actual) {
    if (isSameStatus(desired, actual)) {
      return actual;
    }
    return client
        .resource(desired)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(fieldManager)
                .withForce(true)
                .build());
  }

  /** Equal values are equal JSON, and cost much less to compare; unequal ones may be equal too. */
  private boolean isSameStatus(HasMetadata desired, HasMetadata actual) {
    if (desired instanceof CustomResource<?, ?> wanted
        && actual instanceof CustomResource<?, ?> known
        && Objects.equals(wanted.getStatus(), known.getStatus())) {
      return true;
    }
    return tree(desired).path("status").equals(Applier::compareValues, tree(actual).path("status"));
  }

  /** A number is the same one whether it was counted or read. */
  private static int compareValues(JsonNode one, JsonNode other) {
    boolean same =
        (one.isNumber() && other.isNumber())
            ? one.decimalValue().compareTo(other.decimalValue()) == 0
            : one.equals(other);
    return same ? 0 : 1;
  }

  /**
   * Makes the status of an object the one that is desired, all of it.
   *
   * @param desired with its resource version: whoever wrote since wins, and the write throws
   * @return what the server holds now
   */
  public <T extends HasMetadata> T replaceStatus(T desired) {
    return client.resource(desired).updateStatus();
  }

  /**
   * Creates an object.
   *
   * @return what the server holds now; empty where one of that name is there already
   */
  public <T extends HasMetadata> Optional<T> create(T desired) {
    return unlessOthersWere("created", desired, () -> client.resource(desired).create());
  }

  /**
   * Replaces an object, all of it but the status.
   *
   * @param desired with its resource version
   * @return what the server holds now; empty where somebody has written since
   */
  public <T extends HasMetadata> Optional<T> replaceUnchanged(T desired) {
    return unlessOthersWere("changed", desired, () -> client.resource(desired).update());
  }

  /** Deletes an object, unless somebody has written since. */
  public void deleteUnchanged(HasMetadata actual) {
    Optional<?> _ =
        unlessOthersWere(
            "deleted", actual, () -> client.resource(actual).lockResourceVersion().delete());
  }

  private <T> Optional<T> unlessOthersWere(String what, HasMetadata object, Supplier<T> write) {
    try {
      T written = write.get();
      logged(what, object);
      return Optional.of(written);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || isGone(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Deletes an object; that it is gone already is fine. */
  public void delete(HasMetadata actual) {
    client.resource(actual).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    logged("deleted", actual);
  }

  /** Whether a failed write says that the object, or its namespace, is not there any more. */
  public static boolean isGone(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /**
   * What the API server said to a write that it will go on refusing.
   *
   * @throws KubernetesClientException the failure itself where it may pass on its own
   */
  public static String refusal(KubernetesClientException failure) {
    boolean lasting =
        switch (failure.getCode()) {
          case HttpURLConnection.HTTP_BAD_REQUEST,
              HttpURLConnection.HTTP_FORBIDDEN,
              UNPROCESSABLE ->
              true;
          default -> false;
        };
    if (!lasting) {
      throw failure;
    }
    String said = failure.getStatus() == null ? null : failure.getStatus().getMessage();
    return said == null ? "status " + failure.getCode() : said;
  }

  private KubernetesSerialization serialization() {
    return client.getKubernetesSerialization();
  }

  private ObjectNode tree(HasMetadata object) {
    return serialization().convertValue(object, ObjectNode.class);
  }

  private static String sorted(JsonNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void logged(String what, HasMetadata object) {
    LoggingEventBuilder line = log.atInfo();
    for (Map.Entry<String, String> pair : about.apply(object).entrySet()) {
      line = line.addKeyValue(pair.getKey(), pair.getValue());
    }
    line.log(what);
  }
}
