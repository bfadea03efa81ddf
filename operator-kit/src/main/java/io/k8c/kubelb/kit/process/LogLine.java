package io.k8c.kubelb.kit.process;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * A log event as one line of {@code key=value} pairs. A value with spaces, quotes or control
 * characters is quoted and escaped, so that nobody's text can pass for a line or a pair.
 */
final class LogLine extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final String OURS = "io.k8c.kubelb.";
  private static final String TENANT = "tenant";

  private final boolean stackTraces;
  private final Function<Map<String, String>, Optional<String>> tenant;

  LogLine(boolean stackTraces, Function<Map<String, String>, Optional<String>> tenant) {
    this.stackTraces = stackTraces;
    this.tenant = tenant;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    line.append("time=").append(event.getInstant().truncatedTo(ChronoUnit.MILLIS));
    pair(line, "level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    pair(line, "msg", event.getFormattedMessage());
    Map<String, String> pairs = pairs(event);
    if (!pairs.containsKey(TENANT)) {
      pair(line, TENANT, tenant.apply(pairs).orElse(null));
    }
    pairs.forEach((key, value) -> pair(line, key, value));
    IThrowableProxy cause = event.getThrowableProxy();
    if (cause != null) {
      pair(line, "error", summary(cause));
      pair(line, "at", place(cause));
    }
    line.append('\n');
    if (cause != null && stackTraces) {
      line.append(ThrowableProxyUtil.asString(cause)).append('\n');
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> pairs(ILoggingEvent event) {
    Map<String, String> pairs = new LinkedHashMap<>();
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (pair.value != null) {
          pairs.put(pair.key, pair.value.toString());
        }
      }
    }
    return pairs;
  }

  /** The texts of an exception and its causes, each once. */
  private static String summary(IThrowableProxy cause) {
    StringBuilder text = new StringBuilder();
    for (IThrowableProxy each = cause; each != null; each = each.getCause()) {
      String message = message(each);
      if (text.indexOf(message) < 0) {
        text.append(text.isEmpty() ? "" : ": ").append(message);
      }
    }
    return text.toString();
  }

  /** The client repeats the whole Status object after what it says. */
  private static String message(IThrowableProxy cause) {
    String text = cause.getMessage();
    if (text == null) {
      return cause.getClassName().substring(cause.getClassName().lastIndexOf('.') + 1);
    }
    int repeated = text.indexOf(" Received status: Status(");
    return repeated < 0 ? text : text.substring(0, repeated);
  }

  /** Where in our code an exception arose, since its text alone may not say. */
  private static @Nullable String place(IThrowableProxy cause) {
    for (StackTraceElementProxy frame : cause.getStackTraceElementProxyArray()) {
      StackTraceElement element = frame.getStackTraceElement();
      if (element.getClassName().startsWith(OURS)) {
        return element.getFileName() + ":" + element.getLineNumber();
      }
    }
    return null;
  }

  private static void pair(StringBuilder line, String key, @Nullable String text) {
    if (text == null) {
      return;
    }
    line.append(' ').append(key).append('=');
    if (isPlain(text)) {
      line.append(text);
    } else {
      quote(line, text);
    }
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '=');
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> line.append('\\').append(c);
        case '\n' -> line.append("\\n");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
            line.append(String.format("\\u%04x", (int) c));
          } else {
            line.append(c);
          }
        }
      }
    }
    line.append('"');
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
