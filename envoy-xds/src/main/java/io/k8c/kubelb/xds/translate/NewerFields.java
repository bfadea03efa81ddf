package io.k8c.kubelb.xds.translate;

import com.google.protobuf.MessageLite;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;

/**
 * Fields of Envoy's API that the Envoy of our images knows and the published Java classes do not
 * yet. They are written by number, and read back as unknown ones. Goes with classes that have them.
 */
final class NewerFields {
  /** {@code remove_on_match} of {@code envoy.config.common.mutation_rules.v3.HeaderMutation}. */
  static final int HEADER_MUTATION_REMOVE_ON_MATCH = 3;

  /** {@code key_matcher} of {@code HeaderMutation.RemoveOnMatch}. */
  static final int REMOVE_ON_MATCH_KEY_MATCHER = 1;

  /** {@code retry_policy} of {@code envoy.extensions.filters.http.ext_authz.v3.HttpService}. */
  static final int HTTP_SERVICE_RETRY_POLICY = 9;

  /** {@code attributes} of {@code envoy.type.http.v3.Cookie}. */
  static final int COOKIE_ATTRIBUTES = 4;

  private NewerFields() {}

  /** A message of which no class is known, with one field that is a message. */
  static UnknownFieldSet of(int number, MessageLite value) {
    return of(number, List.of(value));
  }

  /** The same with several in the field. */
  static UnknownFieldSet of(int number, List<? extends MessageLite> values) {
    UnknownFieldSet.Field.Builder field = UnknownFieldSet.Field.newBuilder();
    values.forEach(value -> field.addLengthDelimited(value.toByteString()));
    return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
  }
}
