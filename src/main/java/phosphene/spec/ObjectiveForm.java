package phosphene.spec;

import java.util.List;
import java.util.Map;

/** How job files write an {@link Objective}: as three keys beside the others. */
final class ObjectiveForm {
  static final List<String> KEYS = List.of("objective", "negative", "tap");

  private ObjectiveForm() {}

  static Objective read(Section section) {
    Objective standard = Objective.standard();
    boolean negative =
        section.find("negative").map(v -> Scalars.truth("negative", v)).orElse(false);
    return new Objective(
        section.choice("objective", standard.kind()),
        negative ? Objective.Sign.NEGATIVE : Objective.Sign.POSITIVE,
        section.choice("tap", standard.tap()));
  }

  static Map<String, Object> write(Objective objective) {
    return Map.of(
        "objective", Scalars.name(objective.kind()),
        "negative", objective.sign() == Objective.Sign.NEGATIVE,
        "tap", Scalars.name(objective.tap()));
  }
}
