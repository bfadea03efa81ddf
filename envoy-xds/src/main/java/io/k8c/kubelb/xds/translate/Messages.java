package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** What all constructors of messages need: packing, hashing, durations, addresses. */
final class Messages {
  private static final String TYPE_PREFIX = "type.googleapis.com/";

  private Messages() {}

  /** Packs with maps in order, so that equal messages are equal bytes on every replica. */
  static Any pack(Message message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Any.newBuilder()
        .setTypeUrl(TYPE_PREFIX + message.getDescriptorForType().getFullName())
        .setValue(ByteString.copyFrom(bytes))
        .build();
  }

  static String version(Any body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.getValue().toByteArray());
      return HexFormat.of().formatHex(digest, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
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
