package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import java.time.Duration;

/** What all constructors of messages need: packing, durations, addresses. */
final class Messages {
  private static final String TYPE_PREFIX = "type.googleapis.com/";

  private Messages() {}

  static Any pack(Message message) {
    return packed(message, ByteString.copyFrom(Packed.bytes(message)));
  }

  /** A message of the same type whose bytes are known. */
  static Any packed(Message type, ByteString bytes) {
    return Any.newBuilder()
        .setTypeUrl(TYPE_PREFIX + type.getDescriptorForType().getFullName())
        .setValue(bytes)
        .build();
  }

  static com.google.protobuf.Duration duration(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  static Address tcp(String address, int port) {
    return Address.newBuilder()
        .setSocketAddress(SocketAddress.newBuilder().setAddress(address).setPortValue(port))
        .build();
  }
}
