package io.k8c.kubelb.e2e.fast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a program said, line by line as key and value. */
record Log(List<String> lines) {
  private static final Pattern PAIR =
      Pattern.compile(" ?([\\w.-]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^ \"=]+))");

  Log {
    lines = List.copyOf(lines);
  }

  static Log of(FastProgram program) {
    return new Log(program.process().lines());
  }

  /** The lines after those that were there before. */
  Log since(Log before) {
    return new Log(lines.subList(before.lines.size(), lines.size()));
  }

  List<Map<String, String>> pairs() {
    return lines.stream().filter(Log::isStructured).map(Log::read).toList();
  }

  List<Map<String, String>> saying(String message) {
    return pairs().stream().filter(line -> message.equals(line.get("msg"))).toList();
  }

  /** Everything that is no line of pairs, for instance of a stack trace. */
  List<String> unstructured() {
    return lines.stream().filter(line -> !isStructured(line)).toList();
  }

  private static boolean isStructured(String line) {
    int end = 0;
    Matcher pairs = PAIR.matcher(line);
    while (pairs.find() && pairs.start() == end) {
      end = pairs.end();
    }
    return end == line.length() && line.startsWith("time=");
  }

  private static Map<String, String> read(String line) {
    Map<String, String> read = new LinkedHashMap<>();
    Matcher pairs = PAIR.matcher(line);
    while (pairs.find()) {
      read.put(pairs.group(1), pairs.group(2) != null ? pairs.group(2) : pairs.group(3));
    }
    return read;
  }

  /** The lines of which something does not hold. */
  List<String> without(String... keys) {
    List<String> without = new ArrayList<>();
    for (String line : lines) {
      if (!read(line).keySet().containsAll(List.of(keys))) {
        without.add(line);
      }
    }
    return without;
  }
}
