package phosphene.spec;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How job files write an {@link Objective}: as three keys beside the others. */
final class ObjectiveForm {
  static final List<String> KEYS = List.of("objective", "negative", "tap");

  /** Parameters of kinds that say where something is. */
  private static final List<String> PLACES = List.of("file", "name", "photo", "photos");

  /** The value of {@code negative} for two objectives. */
  private static final String BOTH = "both";

  private ObjectiveForm() {}

  static Objective read(Section section) {
    boolean negative = section.truth("negative", false);
    return read(section, negative ? Objective.Sign.NEGATIVE : Objective.Sign.POSITIVE);
  }

  /** One objective, or one that is raised and the same lowered. */
  static List<Objective> readAll(Section section) {
    return section
        .find("negative")
        .map(value -> signs(section.path("negative"), value))
        .orElse(List.of(Objective.Sign.POSITIVE))
        .stream()
        .map(sign -> read(section, sign))
        .toList();
  }

  private static List<Objective.Sign> signs(String key, Value value) {
    String word = value instanceof Value.Plain plain ? plain.text() : "";
    return switch (word) {
      case "false" -> List.of(Objective.Sign.POSITIVE);
      case "true" -> List.of(Objective.Sign.NEGATIVE);
      case BOTH -> List.of(Objective.Sign.POSITIVE, Objective.Sign.NEGATIVE);
      default -> throw value.invalid(key, "true, false or " + BOTH);
    };
  }

  private static Objective read(Section section, Objective.Sign sign) {
    Objective.Kind kind = kind(section);
    return section.make(() -> new Objective(kind, sign, section.choice("tap", kind.usualTap())));
  }

  private static Objective.Kind kind(Section section) {
    return section
        .find("objective")
        .map(value -> Variants.OBJECTIVES.read(section.path("objective"), value))
        .orElse(Objective.standard().kind());
  }

  /** True if a section's objective says itself which layer it is of, so that it asks none. */
  static boolean namesLayer(Section section) {
    return kind(section).namesLayer();
  }

  /** What {@link #write} writes, but for parameters that only say where something is. */
  static Map<String, Object> identity(Objective objective) {
    Map<String, Object> written = new HashMap<>(write(objective));
    if (written.get("objective") instanceof Map<?, ?> kind) {
      Object name = kind.keySet().iterator().next();
      if (kind.get(name) instanceof Map<?, ?> parameters) {
        Map<Object, Object> rest = new HashMap<>(parameters);
        PLACES.forEach(rest::remove);
        written.put("objective", Map.of(name, rest));
      }
    }
    return written;
  }

  static Map<String, Object> write(Objective objective) {
    return Map.of(
        "objective", Variants.OBJECTIVES.write(objective.kind()),
        "negative", objective.sign() == Objective.Sign.NEGATIVE,
        "tap", Scalars.name(objective.tap()));
  }
}
