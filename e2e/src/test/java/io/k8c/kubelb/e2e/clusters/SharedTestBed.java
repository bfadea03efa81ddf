package io.k8c.kubelb.e2e.clusters;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the test bed when the first test asks for it and ends it with the run; tells what the
 * clusters were doing when a test fails, and leaves no Service of a test behind.
 */
final class SharedTestBed
    implements ParameterResolver,
        BeforeTestExecutionCallback,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private static final Namespace NAMESPACE = Namespace.create(SharedTestBed.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == TestBed.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return bed(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(NAMESPACE).put("start", System.nanoTime());
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    long start = context.getStore(NAMESPACE).get("start", Long.class);
    System.out.printf(
        "%s: %s, %.1f s%n",
        context.getDisplayName(),
        context.getExecutionException().isPresent() ? "FAILED" : "held",
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
    context.getExecutionException().ifPresent(_ -> System.out.println(bed(context).diagnosis()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    bed(context).removeServices();
  }

  /** The test bed, or why there is none: it is tried once. */
  private record Start(Optional<TestBed> made, Optional<RuntimeException> failure)
      implements AutoCloseable {
    static Start now() {
      try {
        return new Start(Optional.of(TestBed.start()), Optional.empty());
      } catch (RuntimeException e) {
        return new Start(Optional.empty(), Optional.of(e));
      }
    }

    TestBed bed() {
      return made.orElseThrow(
          () -> new IllegalStateException("there is no test bed", failure.orElse(null)));
    }

    @Override
    public void close() {
      made.ifPresent(TestBed::close);
    }
  }

  private static TestBed bed(ExtensionContext context) {
    Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
    return store.computeIfAbsent(Start.class, _ -> Start.now(), Start.class).bed();
  }
}
