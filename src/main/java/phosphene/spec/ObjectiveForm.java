package phosphene.spec;

import java.util.List;
import java.util.Map;

/** How job files write an {@link Objective}: as three keys beside the others. */
final class ObjectiveForm {
  static final List<String> KEYS = List.of("objective", "negative", "tap");

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
    Objective standard = Objective.standard();
    return new Objective(
        section.choice("objective", standard.kind()), sign, section.choice("tap", standard.tap()));
  }

  /** True if a section's objective is of one layer that the network says, so that it asks none. */
  static boolean namesLayer(Section section) {
    return section.choice("objective", Objective.standard().kind()) == Objective.Kind.CLASS;
  }

  static Map<String, Object> write(Objective objective) {
    return Map.of(
        "objective", Scalars.name(objective.kind()),
        "negative", objective.sign() == Objective.Sign.NEGATIVE,
        "tap", Scalars.name(objective.tap()));
  }
}
