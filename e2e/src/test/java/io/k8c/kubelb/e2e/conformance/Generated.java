package io.k8c.kubelb.e2e.conformance;

import io.k8c.kubelb.e2e.lab.Toolchain;
import io.k8c.kubelb.kit.testing.Committed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The part of a page that is generated, between two comments; people write the rest. */
record Generated(String page) {
  private static final String BEGIN =
      "<!-- generated from what was tested; a build rewrites it -->\n";
  private static final String END = "<!-- end of what is generated -->\n";

  /** The whole page. */
  String text() {
    try {
      return Files.readString(Toolchain.root().resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Holds the part against what it must be. */
  void check(String part) {
    String text = text();
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    if (begin < BEGIN.length() || end < begin) {
      throw new IllegalStateException(page + " lacks the comments around what is generated");
    }
    Committed.check(page, text.substring(0, begin) + "\n" + part + "\n" + text.substring(end));
  }
}
