package phosphene.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A mapping of a job file, read key by key.
 *
 * @param path the keys that lead to it, such as {@code recipe}; empty for the whole file
 */
record Section(String path, Value.Mapping mapping, List<String> keys) {

  /**
   * The section that {@code value} holds.
   *
   * @param keys all that it may hold
   * @throws SpecException if {@code value} is no mapping or holds another key
   */
  static Section of(String path, Value value, List<String> keys) {
    if (!(value instanceof Value.Mapping mapping)) {
      throw value.invalid(path.isEmpty() ? "file" : path, "a mapping of keys to values");
    }
    Section section = new Section(path, mapping, keys);
    mapping.entries().forEach(section::known);
    return section;
  }

  private void known(String key, Value value) {
    if (!keys.contains(key)) {
      String hint = Nearest.to(key, keys).map(near -> "did you mean " + near + "? ").orElse("");
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "%s: Unknown key: %s (%s%s)",
              value.place(),
              path(key),
              hint,
              keys.isEmpty() ? "no key is known here" : "known: " + String.join(", ", keys)));
    }
  }

  /** The whole path of a key: {@code recipe.steps}. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  Optional<Value> find(String key) {
    if (!keys.contains(key)) {
      throw new AssertionError("no key of this section: " + key);
    }
    return Optional.ofNullable(mapping.entries().get(key));
  }

  Value require(String key) {
    return find(key)
        .orElseThrow(() -> new SpecException(mapping.place() + ": Missing key: " + path(key)));
  }

  int whole(String key, int fallback) {
    return find(key).map(value -> Scalars.whole(path(key), value)).orElse(fallback);
  }

  long longWhole(String key, long fallback) {
    return find(key)
        .map(value -> Scalars.whole(path(key), value, Long.MIN_VALUE, Long.MAX_VALUE))
        .orElse(fallback);
  }

  double number(String key, double fallback) {
    return find(key).map(value -> Scalars.number(path(key), value)).orElse(fallback);
  }

  boolean truth(String key, boolean fallback) {
    return find(key).map(value -> Scalars.truth(path(key), value)).orElse(fallback);
  }

  <E extends Enum<E>> E choice(String key, E fallback) {
    return find(key)
        .map(value -> Scalars.choice(path(key), value, fallback.getDeclaringClass()))
        .orElse(fallback);
  }

  Optional<String> text(String key) {
    return find(key).map(value -> text(key, value));
  }

  String requireText(String key) {
    return text(key, require(key));
  }

  private String text(String key, Value value) {
    return Scalars.text(value).orElseThrow(() -> value.invalid(path(key), "a text"));
  }

  /** What {@code record} makes of values read here; its complaint gets the place of their key. */
  <T> T make(Supplier<T> record) {
    try {
      return record.get();
    } catch (SpecException e) {
      if (e.key().isEmpty()) {
        throw e;
      }
      String key = e.key().substring(e.key().lastIndexOf('.') + 1).split(" ", 2)[0];
      throw e.at(mapping.entries().getOrDefault(key, mapping).place());
    }
  }
}
