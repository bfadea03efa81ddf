package io.k8c.kubelb.manager.route.spec;

/** Where copies of requests go: {@code numerator} of {@code denominator}. */
public record MirrorRef(BackendRef backend, int numerator, int denominator) {
  private static final int ALL = 100;

  static MirrorRef of(Tree tree, Findings findings) {
    BackendRef backend = BackendRef.of(tree.at("backendRef"), findings);
    Tree fraction = tree.at("fraction");
    int numerator =
        fraction.integer("numerator").orElseGet(() -> tree.integer("percent").orElse(ALL));
    int denominator = fraction.integer("denominator").orElse(ALL);
    if (numerator < 0 || denominator < 1 || numerator > denominator) {
      findings.unsupported(
          "a mirror gets no such part of the requests; use a percent from 0 to 100, or a fraction"
              + " of at most 1");
    }
    return new MirrorRef(backend, numerator, denominator);
  }
}
