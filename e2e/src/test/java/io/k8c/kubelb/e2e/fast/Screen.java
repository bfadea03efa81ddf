package io.k8c.kubelb.e2e.fast;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What a user sees, without what differs from run to run. */
final class Screen {
  private static final Pattern HEADING = Pattern.compile("\\S+(?: \\S+)*");
  private static final Pattern EVENT = Pattern.compile("^  (Normal|Warning) .*");

  private static final Pattern RULER = Pattern.compile("^  (Type +Reason|----) .*");

  private Screen() {}

  /** A table of {@code kubectl get}, its columns as wide as their cells. */
  static String table(String text) {
    List<String> lines = text.lines().toList();
    List<Integer> starts =
        HEADING.matcher(lines.getFirst()).results().map(MatchResult::start).toList();
    List<List<String>> rows =
        lines.stream()
            .map(line -> cells(line, starts).stream().map(Screen::stable).toList())
            .toList();
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        int column = i;
        int width = rows.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
        line.append(row.get(i)).repeat(' ', width - row.get(i).length() + 3);
      }
      table.append(line.toString().stripTrailing()).append('\n');
    }
    return table.toString();
  }

  private static List<String> cells(String line, List<Integer> starts) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int from = Math.min(starts.get(i), line.length());
      int to = i + 1 < starts.size() ? Math.min(starts.get(i + 1), line.length()) : line.length();
      cells.add(line.substring(from, to).strip());
    }
    return cells;
  }

  /** What {@code kubectl describe} prints, its Events in the order of the alphabet. */
  static String description(String text) {
    List<String> lines =
        text.lines().map(Screen::stable).filter(line -> !RULER.matcher(line).matches()).toList();
    StringBuilder screen = new StringBuilder();
    lines.stream()
        .filter(line -> !EVENT.matcher(line).matches())
        .forEach(line -> screen.append(line.stripTrailing()).append('\n'));
    lines.stream()
        .filter(line -> EVENT.matcher(line).matches())
        .map(line -> "  " + line.strip().replaceAll(" {2,}", "  "))
        .sorted()
        .forEach(line -> screen.append(line).append('\n'));
    return screen.toString();
  }

  private static String stable(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<uid>")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "<time>")
        .replaceAll(
            "(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d \\w+ \\d{4} [0-9:]+ [+-]\\d{4}", "<time>")
        .replaceAll("\\b10\\.96\\.\\d+\\.\\d+\\b", "<cluster-ip>")
        .replaceAll("\\b127\\.0\\.\\d+\\.1\\b", "<node>")
        .replaceAll("\\b203\\.0\\.113\\.\\d+\\b", "<address>")
        .replaceAll("\\b3[0-2]\\d{3}\\b", "<node-port>")
        .replaceAll("\\b[12]\\d{4}\\b", "<listener>")
        .replaceAll("\\b(\\d+[dhms])+( ago)?( \\(x\\d+ over \\S+\\))?(?=\\s|$)", "<age>")
        .replaceAll("(applied: )[0-9a-f]+", "$1<hash>")
        .replaceAll("(Resource Version: +)\\d+", "$1<version>")
        .replaceAll("(?<=:)[0-9a-f]{7,40}(?=\\s|$)", "<commit>");
  }
}
