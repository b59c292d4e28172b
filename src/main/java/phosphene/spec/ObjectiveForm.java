package phosphene.spec;

import java.util.List;
import java.util.Map;

/** How job files write an {@link Objective}: as three keys beside the others. */
final class ObjectiveForm {
  static final List<String> KEYS = List.of("objective", "negative", "tap");

  private ObjectiveForm() {}

  static Objective read(Section section) {
    Objective.Kind kind =
        section
            .find("objective")
            .map(value -> Variants.OBJECTIVES.read(section.path("objective"), value))
            .orElse(Objective.standard().kind());
    boolean negative = section.truth("negative", false);
    return section.make(
        () ->
            new Objective(
                kind,
                negative ? Objective.Sign.NEGATIVE : Objective.Sign.POSITIVE,
                section.choice("tap", kind.usualTap())));
  }

  static Map<String, Object> write(Objective objective) {
    return Map.of(
        "objective", Variants.OBJECTIVES.write(objective.kind()),
        "negative", objective.sign() == Objective.Sign.NEGATIVE,
        "tap", Scalars.name(objective.tap()));
  }
}
