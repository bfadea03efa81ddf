package io.k8c.kubelb.xds.translate;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A message as it goes over the wire.
 *
 * @param version hash of the content
 */
record Packed(Any body, String version) {
  private static final int VERSION_BYTES = 12;

  /** An element of a repeated field, packed by itself so that an edit of another costs nothing. */
  record Element(ByteString bytes, ByteString digest) {
    static Element of(Message message) {
      byte[] bytes = Packed.bytes(message);
      return new Element(ByteString.copyFrom(bytes), ByteString.copyFrom(sha256().digest(bytes)));
    }
  }

  static Packed of(Message message) {
    return of(message, 0, List.of());
  }

  /**
   * A message and what its repeated field of that number holds besides; protobuf reads a message
   * from its fields in any order.
   */
  static Packed of(Message rest, int field, List<Element> elements) {
    byte[] bytes = bytes(rest);
    MessageDigest digest = sha256();
    digest.update(bytes);
    elements.forEach(element -> digest.update(element.digest().asReadOnlyByteBuffer()));
    return new Packed(
        Messages.packed(rest, with(bytes, field, elements)),
        HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES));
  }

  private static ByteString with(byte[] rest, int field, List<Element> elements) {
    int size = rest.length;
    for (Element element : elements) {
      size += CodedOutputStream.computeBytesSize(field, element.bytes());
    }
    byte[] bytes = new byte[size];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      out.writeRawBytes(rest);
      for (Element element : elements) {
        out.writeBytes(field, element.bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes);
  }

  /** With maps in order, so that equal messages are equal bytes on every replica. */
  static byte[] bytes(Message message) {
    byte[] bytes = new byte[message.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    try {
      message.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
