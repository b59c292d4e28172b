package phosphene.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A recipe that a job file may name: a resource that says all of it. Job files may override what it
 * says; what a tile was made by is the outcome, without the name.
 *
 * @param about what it is for, in one line
 */
public record NamedRecipe(String name, String about, Recipe recipe) {
  /** The names, in the order in which they are listed. */
  static final List<String> NAMES =
      List.of("standard", "lucid", "maco", "sharp", "fast", "classes");

  private static final String RULE = Scalars.oneOf(NAMES);
  private static final List<String> KEYS = List.of("about", "recipe");

  /** All of them. */
  public static List<NamedRecipe> all() {
    return NAMES.stream().map(NamedRecipe::of).toList();
  }

  /**
   * The recipe that {@code value} names.
   *
   * @param key of the value in messages
   * @throws SpecException if there is none, with the nearest name
   */
  static Recipe read(String key, Value value) {
    Optional<String> name = Scalars.text(value);
    return name.filter(NAMES::contains)
        .map(known -> of(known).recipe)
        .orElseThrow(() -> value.invalid(key, RULE + name.map(NamedRecipe::suggestion).orElse("")));
  }

  private static String suggestion(String name) {
    return Nearest.to(name, NAMES).map(near -> ": did you mean " + near + "?").orElse("");
  }

  /** All that it says, a line for each key, as job files write it. */
  public List<String> lines() {
    Map<String, Object> written = RecipeForm.write(recipe);
    return RecipeForm.KEYS.stream()
        .filter(written::containsKey)
        .map(key -> key + ": " + Json.inline(Objects.requireNonNull(written.get(key))))
        .toList();
  }

  private static NamedRecipe of(String name) {
    String resource = "/phosphene/recipes/" + name + ".yaml";
    Section file = Section.of("", Yaml.read(resource, text(resource)), KEYS);
    Recipe recipe = RecipeForm.read("recipe", file.require("recipe"));
    return new NamedRecipe(name, file.requireText("about"), recipe);
  }

  /** The text of a resource. */
  static String text(String resource) {
    try (InputStream in = NamedRecipe.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
