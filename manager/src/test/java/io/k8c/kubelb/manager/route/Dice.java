package io.k8c.kubelb.manager.route;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Chance with a seed: values that may be right, odd, of a wrong type or absent. */
final class Dice {
  private static final int SELDOM = 300;
  private static final List<Object> ODD =
      Arrays.asList(
          null, "", "\u0000", -1, 99999999999L, true, List.of(), Map.of(), "*", "a\r\nb: c");

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of these, or seldom something odd. */
  Supplier<Object> one(Object... values) {
    return () -> odd(values[below(values.length)]);
  }

  /** One of the usual, or rarely what cannot be served. */
  Supplier<Object> rarely(Object rare, Object... usual) {
    Supplier<Object> mostly = one(usual);
    return () -> below(20) == 0 ? rare : mostly.get();
  }

  Object odd(Object usual) {
    return below(SELDOM) == 0 ? ODD.get(below(ODD.size())) : usual;
  }

  /** One to four. */
  Supplier<Object> some(Supplier<Object> item) {
    return () -> {
      List<Object> list = new ArrayList<>();
      for (int i = below(4); i >= 0; i--) {
        list.add(odd(item.get()));
      }
      return list;
    };
  }

  /** Up to three. */
  Supplier<Object> many(Supplier<Object> item) {
    return () -> {
      List<Object> list = new ArrayList<>();
      for (int i = below(4); i > 0; i--) {
        list.add(odd(item.get()));
      }
      return list;
    };
  }

  Fields fields() {
    return new Fields();
  }

  /** An object, of whose fields some may be left out. */
  final class Fields implements Supplier<Object> {
    private final Map<String, Supplier<Object>> fields = new LinkedHashMap<>();
    private final Map<String, Supplier<Object>> optional = new LinkedHashMap<>();

    Fields with(String field, Supplier<Object> value) {
      fields.put(field, value);
      return this;
    }

    Fields maybe(String field, Supplier<Object> value) {
      optional.put(field, value);
      return this;
    }

    @Override
    public Object get() {
      Map<String, Object> object = new LinkedHashMap<>();
      fields.forEach((field, value) -> object.put(field, odd(value.get())));
      optional.forEach(
          (field, value) -> {
            if (below(2) == 0) {
              object.put(field, odd(value.get()));
            }
          });
      return object;
    }
  }
}
