package phosphene.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phosphene.spec.AtlasJob;
import phosphene.spec.SpecException;

/**
 * What must not change of a gallery: the kind of its job, its network, and how each of its
 * renderings is made.
 *
 * @param there what the gallery is of
 * @param place of the gallery in messages
 */
record GalleryIdentity(Manifest there, String place) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NONE = "none";

  /** A value that differs, by its path. */
  private record Difference(String path, String old, String asked) {}

  /**
   * Refuses a job that would change what is there.
   *
   * @throws SpecException that names the first value that differs, and what to do
   */
  void require(Manifest wanted) {
    difference(common(there), common(wanted))
        .ifPresent(
            differs -> {
              throw refusal("it holds another job's gallery", differs, "choose another output");
            });
    wanted.renderings().forEach(this::requireSame);
    if (named()) {
      wanted.renderings().forEach(this::requireOneName);
    }
  }

  private void requireSame(String name, Provenance asked) {
    Optional<Provenance> old = Optional.ofNullable(there.renderings().get(name));
    old.flatMap(one -> difference(made(one), made(asked)))
        .ifPresent(
            differs -> {
              throw named()
                  ? refusal(
                      "its rendering " + name + " is made in another way",
                      differs,
                      "give this one another name below renderings, or choose another output")
                  : refusal("it holds another job's gallery", differs, "choose another output");
            });
  }

  /** Images of equal renderings have the same keys, so that the index can hold them once. */
  private void requireOneName(String name, Provenance asked) {
    there
        .renderings()
        .forEach(
            (other, old) -> {
              if (!other.equals(name) && difference(made(old), made(asked)).isEmpty()) {
                throw new SpecException(
                    String.format(
                        Locale.ROOT,
                        "Cannot write to %s: rendering %s is made as %s, which it holds (use that"
                            + " name, or change the objective, recipe or seed)",
                        place,
                        name,
                        other));
              }
            });
  }

  /** True of galleries whose jobs name their renderings. */
  private boolean named() {
    return there.kind().equals(AtlasJob.FORM.name());
  }

  private SpecException refusal(String why, Difference differs, String advice) {
    return new SpecException(
        String.format(
            Locale.ROOT,
            "Cannot write to %s: %s (%s: %s there, %s here; %s)",
            place,
            why,
            differs.path,
            differs.old,
            differs.asked,
            advice));
  }

  private static Optional<Difference> difference(Map<String, String> old, Map<String, String> now) {
    Map<String, String> all = new TreeMap<>(old);
    all.putAll(now);
    return all.keySet().stream()
        .map(path -> new Difference(path, at(path, old), at(path, now)))
        .filter(value -> !value.old.equals(value.asked))
        .findFirst();
  }

  /** The value at a path; of a variant with parameters, which has values below it, its name. */
  private static String at(String path, Map<String, String> leaves) {
    return Optional.ofNullable(leaves.get(path))
        .or(
            () ->
                leaves.keySet().stream()
                    .filter(other -> other.startsWith(path + "."))
                    .findFirst()
                    .map(other -> other.substring(path.length() + 1).replaceFirst("\\..*", "")))
        .orElse(NONE);
  }

  private static Map<String, String> common(Manifest manifest) {
    return Map.of(
        "job", manifest.kind(),
        "network", manifest.network().name(),
        "network sha256", manifest.network().sha256(),
        "preprocessing", manifest.network().preprocessing());
  }

  /** How a rendering is made, each value by its path. */
  private static Map<String, String> made(Provenance provenance) {
    try {
      Map<String, String> leaves = new TreeMap<>();
      JSON.readTree(provenance.objective())
          .properties()
          .forEach(entry -> leaves.put("objective." + entry.getKey(), text(entry.getValue())));
      flatten("recipe", JSON.readTree(provenance.recipe()), leaves);
      leaves.put("seed", Long.toString(provenance.seed()));
      return leaves;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(entry -> flatten(path + "." + entry.getKey(), entry.getValue(), leaves));
    } else {
      leaves.put(path, text(node));
    }
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : node.toString();
  }
}
