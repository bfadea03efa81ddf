package io.k8c.kubelb.e2e.lab.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file beside a class with {@code {{NAMES}}} to be filled in. */
public final class Template {
  private static final Pattern NAME = Pattern.compile("\\{\\{([A-Z0-9_]+)}}");

  private Template() {}

  public static String fill(String file, Map<String, String> values) {
    return fill(Template.class, file, values);
  }

  public static String fill(Class<?> beside, String file, Map<String, String> values) {
    try (InputStream in = beside.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      return NAME.matcher(text).replaceAll(name -> value(file, values, name.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private static String value(String file, Map<String, String> values, String name) {
    return Matcher.quoteReplacement(
        Objects.requireNonNull(values.get(name), () -> file + " wants a value for " + name));
  }
}
