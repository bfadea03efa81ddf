package io.k8c.kubelb.manager.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.k8c.kubelb.api.CertificateSettings;
import io.k8c.kubelb.api.ConditionType;
import io.k8c.kubelb.api.DnsSettings;
import io.k8c.kubelb.api.GatewaySettings;
import io.k8c.kubelb.api.ObjectReference;
import io.k8c.kubelb.api.Reason;
import io.k8c.kubelb.kit.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names of fields that someone has set, to tell which of them have no effect. */
final class SetFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SetFields() {}

  /** The fields below a path that hold something. */
  static List<String> of(String path, @Nullable Object value) {
    List<String> names = new ArrayList<>();
    collect(path, JSON.valueToTree(value), names);
    return names;
  }

  private static void collect(String path, JsonNode node, List<String> names) {
    if (node.isObject()) {
      node.properties()
          .forEach(field -> collect(path + "." + field.getKey(), field.getValue(), names));
    } else if (!node.isNull() && !(node.isArray() && node.isEmpty())) {
      names.add(path);
    }
  }

  /** What is set of DNS and certificates, which are not served yet. */
  static List<String> toCome(
      @Nullable DnsSettings dns, @Nullable CertificateSettings certificates) {
    List<String> names = new ArrayList<>();
    names.addAll(of("spec.dns", dns));
    names.addAll(of("spec.certificates", certificates));
    return names;
  }

  /** What is set of a reference to the default Gateway and says no more than its name does. */
  static List<String> ofDefaultGateway(@Nullable GatewaySettings settings) {
    ObjectReference reference = settings == null ? null : settings.defaultGateway();
    if (reference == null) {
      return List.of();
    }
    return of(
        "spec.gatewayAPI.defaultGateway",
        new ObjectReference(
            null,
            null,
            null,
            null,
            reference.uid(),
            reference.resourceVersion(),
            reference.fieldPath()));
  }

  /**
   * The condition that tells of them; none where there is nothing to tell.
   *
   * @param names each a field, with the remedy where there is one
   */
  static Optional<Verdict> withoutEffect(List<String> names) {
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Verdict.yes(
                ConditionType.UNSUPPORTED_FIELD,
                Reason.UNSUPPORTED_FIELD.word(),
                "without effect: " + String.join(", ", names)));
  }
}
