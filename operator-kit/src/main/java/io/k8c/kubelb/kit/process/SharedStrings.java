package io.k8c.kubelb.kit.process;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text that was read lately as the same String again. Objects of a cluster say the same few
 * things: names and UIDs of each other, namespaces, labels, reasons.
 */
final class SharedStrings extends StringDeserializer {
  private static final long serialVersionUID = 1;
  private static final int SLOTS = 4096;
  private static final int LONGEST = 64;

  /** Each text has one place; who comes later has it. Threads may miss what others put there. */
  private final transient @Nullable String[] slots = new String[SLOTS];

  /** For the mapper of a client. */
  static SimpleModule module() {
    return new SimpleModule("shared-strings").addDeserializer(String.class, new SharedStrings());
  }

  @Override
  public @Nullable String deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    String text = super.deserialize(parser, context);
    return text == null || text.length() > LONGEST ? text : shared(text);
  }

  private String shared(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ hash >>> 16) & (SLOTS - 1);
    String known = slots[slot];
    if (known != null && known.equals(text)) {
      return known;
    }
    slots[slot] = text;
    return text;
  }
}
