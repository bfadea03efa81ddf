package io.k8c.kubelb.kit.testing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The Java sources of the project as the compiler reads them. */
public final class Sources {
  private Sources() {}

  /** A source file. */
  public record Source(Path path, List<String> lines, List<Method> methods, List<Type> types) {
    /** Whether it is of a test. */
    public boolean isTest() {
      return path.toString().contains("/src/test/");
    }
  }

  /** A method with a body. */
  public record Method(String name, int lines) {}

  /** A type and whether it is documented. */
  public record Type(String name, boolean shown, boolean documented) {}

  /** All files below folders, paths from the project's root. */
  public static List<Source> below(List<String> folders) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> paths = folders.stream().flatMap(Sources::files).sorted().toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(paths));
      DocTrees trees = DocTrees.instance(task);
      List<Source> sources = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        sources.add(source(unit, trees));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(String folder) {
    Path root = Project.root().resolve(folder);
    if (!Files.isDirectory(root)) {
      return Stream.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(path -> path.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source source(CompilationUnitTree unit, DocTrees trees) throws IOException {
    Path path = Path.of(unit.getSourceFile().toUri());
    Reader reader = new Reader(unit, trees);
    Object _ = reader.scan(new TreePath(unit), reader);
    return new Source(
        Project.root().relativize(path), Files.readAllLines(path), reader.methods, reader.types);
  }

  private static final class Reader extends TreePathScanner<Object, Object> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final List<Method> methods = new ArrayList<>();
    private final List<Type> types = new ArrayList<>();

    private Reader(CompilationUnitTree unit, DocTrees trees) {
      this.unit = unit;
      this.trees = trees;
    }

    @Override
    public Object visitMethod(MethodTree method, Object nothing) {
      if (method.getBody() != null) {
        SourcePositions positions = trees.getSourcePositions();
        LineMap lines = unit.getLineMap();
        Tree body = method.getBody();
        long first = lines.getLineNumber(Math.max(0, positions.getStartPosition(unit, body)));
        long last = lines.getLineNumber(Math.max(0, positions.getEndPosition(unit, body)));
        methods.add(new Method(method.getName().toString(), (int) (last - first + 1)));
      }
      return super.visitMethod(method, nothing);
    }

    @Override
    public Object visitClass(ClassTree type, Object nothing) {
      if (!type.getSimpleName().isEmpty()) {
        types.add(
            new Type(
                type.getSimpleName().toString(),
                type.getModifiers().getFlags().contains(Modifier.PUBLIC),
                trees.getDocComment(getCurrentPath()) != null));
      }
      return super.visitClass(type, nothing);
    }
  }
}
