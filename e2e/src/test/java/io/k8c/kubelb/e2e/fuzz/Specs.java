package io.k8c.kubelb.e2e.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Random objects after a schema: mostly what people write, and of everything something odd. */
final class Specs {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final double SELDOM = 0.03;
  private static final String UNSERVED = "ExtensionRef";

  private final Dice dice;
  private final Coverage coverage;

  Specs(Dice dice, Coverage coverage) {
    this.dice = dice;
    this.coverage = coverage;
  }

  /**
   * Who writes: how likely a value is odd, how likely it is not even of the right type, and how
   * likely it is one that is right but for its length.
   */
  enum Mood {
    USUAL(0.003, 0, 0),
    BOLD(0.08, 0, 0),
    LENGTHY(0.003, 0, 0.3),
    HOSTILE(0.06, 0.04, 0);

    private final double odd;
    private final double wrong;
    private final double lengthy;

    Mood(double odd, double wrong, double lengthy) {
      this.odd = odd;
      this.wrong = wrong;
      this.lengthy = lengthy;
    }
  }

  /** A value for what a path leads to. */
  JsonNode value(String path, Schema schema, Mood mood) {
    if (dice.chance(mood.wrong)) {
      return Oddities.wrong(dice);
    }
    return switch (schema) {
      case Schema.Structure structure -> structure(path, structure, mood);
      case Schema.Sequence sequence -> sequence(path + "[]", sequence, mood);
      case Schema.Leaf leaf -> leaf(path, leaf, mood);
    };
  }

  private ObjectNode structure(String path, Schema.Structure structure, Mood mood) {
    ObjectNode object = JSON.objectNode();
    Optional<String> chosen = choice(path, structure);
    structure
        .fields()
        .forEach(
            (name, field) -> {
              String at = path + "." + name;
              if (chosen.isPresent() && isChoice(name, structure)) {
                if (dice.chance(name.equalsIgnoreCase(chosen.get()) ? 1 - SELDOM : SELDOM)) {
                  object.set(name, value(at, field, mood));
                }
              } else if (dice.chance(chance(at))) {
                object.set(name, value(at, field, mood));
              }
            });
    chosen.ifPresent(word -> name(object, structure, word, mood));
    return object;
  }

  private double chance(String path) {
    double usual = Words.chance(path);
    return coverage.isBehind(path) ? Math.max(usual, 0.9) : usual;
  }

  /** The word of a field that says which of the others counts. */
  private Optional<String> choice(String path, Schema.Structure structure) {
    List<String> words = words(structure);
    List<String> known =
        words.stream()
            .filter(word -> structure.fields().keySet().stream().anyMatch(word::equalsIgnoreCase))
            .toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    List<String> wanted =
        known.stream()
            .filter(
                word -> coverage.isBehind(path + "." + field(structure, word)) && dice.chance(0.2))
            .toList();
    if (wanted.isEmpty() && dice.chance(0.85)) {
      wanted = known.stream().filter(word -> isServed(path, word)).toList();
    }
    return Optional.of(dice.of(wanted.isEmpty() ? known : wanted));
  }

  private static boolean isServed(String path, String word) {
    return path.contains("backendRefs[].filters")
        ? word.endsWith("HeaderModifier")
        : !UNSERVED.equals(word);
  }

  private static String field(Schema.Structure structure, String word) {
    return structure.fields().keySet().stream()
        .filter(word::equalsIgnoreCase)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isChoice(String field, Schema.Structure structure) {
    return words(structure).stream().anyMatch(field::equalsIgnoreCase);
  }

  private static List<String> words(Schema.Structure structure) {
    return List.of("type", "protocol").stream()
        .map(structure.fields()::get)
        .filter(field -> field instanceof Schema.Leaf)
        .flatMap(field -> ((Schema.Leaf) field).words().stream())
        .toList();
  }

  private void name(ObjectNode object, Schema.Structure structure, String word, Mood mood) {
    String field = structure.fields().containsKey("type") ? "type" : "protocol";
    if (!dice.chance(mood.odd)) {
      object.put(field, word);
    }
  }

  private ArrayNode sequence(String path, Schema.Sequence sequence, Mood mood) {
    ArrayNode array = JSON.arrayNode();
    int length = 1 + (dice.chance(0.5) ? dice.below(3) : 0);
    if (dice.chance(mood.odd)) {
      length = dice.chance(0.7) ? 0 : 12;
    }
    for (int i = 0; i < length; i++) {
      JsonNode item = value(path, sequence.item(), mood);
      array.add(item);
      if (dice.chance(mood.odd)) {
        array.add(item.deepCopy());
      }
    }
    return array;
  }

  /** Of what leads nowhere nothing else is looked at. */
  private static boolean isReference(String path) {
    return path.contains("parentRef") || path.contains("Refs[].") || path.endsWith(".type");
  }

  private JsonNode leaf(String path, Schema.Leaf leaf, Mood mood) {
    Optional<JsonNode> usual = Words.value(path, dice);
    if (dice.chance(mood.odd)) {
      return usual.isPresent() && usual.get().isTextual() && dice.chance(0.5)
          ? JSON.textNode(Oddities.mistyped(usual.get().asText(), dice))
          : Oddities.of(leaf.type(), dice);
    }
    if (usual.isPresent()) {
      return usual.get().isTextual() && !isReference(path) && dice.chance(mood.lengthy)
          ? JSON.textNode(Oddities.stretched(usual.get().asText(), dice))
          : usual.get();
    }
    if (!leaf.words().isEmpty()) {
      String word = dice.of(leaf.words());
      return leaf.type().equals("integer")
          ? JSON.numberNode(Integer.parseInt(word))
          : JSON.textNode(word);
    }
    return switch (leaf.type().toLowerCase(Locale.ROOT)) {
      case "integer" ->
          JSON.numberNode(leaf.least() + dice.below((int) (leaf.most() - leaf.least()) + 1));
      case "boolean" -> JSON.booleanNode(dice.chance(0.5));
      case "object" -> JSON.objectNode().put("team", dice.of(List.of("a", "b")));
      default -> JSON.textNode("x" + dice.below(3));
    };
  }
}
