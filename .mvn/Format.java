import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Formats every Java file of the project; where CI is set it changes nothing and fails instead. */
public class Format {
  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().formatJavadoc(true).build());

  public static void main(String[] arguments) throws Exception {
    boolean check = System.getenv("CI") != null;
    List<Path> wrong;
    try (Stream<Path> files = Files.walk(Path.of("."), 12)) {
      wrong = files.filter(Format::isSource).filter(file -> !format(file, check)).toList();
    }
    if (check && !wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("Run ./mvnw initialize without CI set, and commit what it rewrites.");
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return name.endsWith(".java") && !name.contains("/target/");
  }

  private static boolean format(Path file, boolean check) {
    try {
      String before = Files.readString(file);
      String after =
          FORMATTER.formatSource(
              RemoveUnusedImports.removeUnusedImports(
                  ImportOrderer.reorderImports(before, JavaFormatterOptions.Style.GOOGLE)));
      if (!after.equals(before) && !check) {
        Files.writeString(file, after);
      }
      return after.equals(before);
    } catch (Exception e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    }
  }
}
