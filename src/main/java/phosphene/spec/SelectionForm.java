package phosphene.spec;

import java.util.List;
import java.util.Optional;

/** How job files write a {@link Selection}: {@code all}, one term, or a list of terms. */
final class SelectionForm {
  private static final String ALL = "all";

  private SelectionForm() {}

  static Selection read(Section section, String key) {
    return section
        .find(key)
        .map(value -> read(section.path(key), value))
        .orElse(new Selection.All());
  }

  private static Selection read(String key, Value value) {
    if (Scalars.text(value).equals(Optional.of(ALL))) {
      return new Selection.All();
    }
    if (!(value instanceof Value.Items items)) {
      return new Selection.Some(List.of(term(key, value)));
    }
    if (items.values().isEmpty()) {
      throw value.invalid(key, "all, or name at least one");
    }
    return new Selection.Some(items.values().stream().map(item -> term(key, item)).toList());
  }

  private static Selection.Term term(String key, Value value) {
    String text =
        Scalars.text(value)
            .filter(written -> !written.isBlank())
            .orElseThrow(() -> value.invalid(key, "all, a name or number, or a list of them"));
    return new Selection.Term(text, value.place());
  }

  static Object write(Selection selection) {
    if (selection instanceof Selection.Some some) {
      return some.terms().stream().map(Selection.Term::text).toList();
    }
    return ALL;
  }
}
