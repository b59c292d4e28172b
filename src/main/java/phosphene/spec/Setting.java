package phosphene.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A value given on the command line instead of the file's.
 *
 * @param path the keys from the outermost inwards, such as {@code recipe, steps}
 * @param value in whose place stands the whole option
 */
record Setting(List<String> path, Value value) {
  private static final String RECIPE = "recipe";
  private static final String NAME = "name";

  /** The setting {@code recipe.steps=64}; what follows the first equals sign is YAML. */
  static Setting read(String text) {
    String place = "--set " + Place.shown(text);
    int equals = text.indexOf('=');
    List<String> path = List.of(text.substring(0, Math.max(equals, 0)).split("\\.", -1));
    if (path.contains("")) {
      throw new SpecException(
          String.format(Locale.ROOT, "Invalid --set: %s (must be key=value)", text));
    }
    return new Setting(path, Yaml.readInline(place, text.substring(equals + 1)));
  }

  /**
   * {@code mapping} with this value in it; a plain value on the path is replaced by a mapping,
   * which of a recipe's name keeps the name.
   */
  Value.Mapping applyTo(Value.Mapping mapping) {
    return put(mapping, 0);
  }

  private Value.Mapping put(Value.Mapping mapping, int depth) {
    Map<String, Value> entries = new LinkedHashMap<>(mapping.entries());
    String key = path.get(depth);
    if (depth == path.size() - 1) {
      entries.put(key, value);
    } else {
      Value outer = entries.getOrDefault(key, new Value.Nothing(value.place()));
      entries.put(key, put(mapping(key, outer, depth), depth + 1));
    }
    return new Value.Mapping(entries, mapping.place());
  }

  private Value.Mapping mapping(String key, Value outer, int depth) {
    if (outer instanceof Value.Mapping mapping) {
      return mapping;
    }
    if (outer instanceof Value.Items) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "%s: Cannot set %s: %s is a list, which is set as a whole",
              value.place(),
              String.join(".", path),
              String.join(".", path.subList(0, depth + 1))));
    }
    boolean named = key.equals(RECIPE) && Scalars.text(outer).isPresent();
    return new Value.Mapping(named ? Map.of(NAME, outer) : Map.of(), value.place());
  }
}
