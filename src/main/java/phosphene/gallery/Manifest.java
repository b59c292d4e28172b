package phosphene.gallery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.spec.SpecException;

/**
 * What a gallery is of. Its identity (network, objective, recipe, seed) never changes; which layers
 * and units were asked for may grow from job to job.
 *
 * @param kind of job, such as {@code atlas}
 * @param jobFile canonical JSON of the job that was run last
 */
public record Manifest(String kind, Provenance provenance, String jobFile) {
  /** The number of the layout of galleries and of the columns of their index. */
  public static final int FORMAT = 2;

  private static final String FORMAT_KEY = "format";
  private static final String GENERATION = "generation";
  // The numbers of leases have 18 digits at most.
  private static final long MOST_GENERATION = 1_000_000_000_000_000L;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER) // as in canonical JSON
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later format
          .build();

  /** A gallery's format in JSON; the objective and recipe are objects, not text. */
  private record Text(
      @JsonProperty(FORMAT_KEY) int format,
      @JsonProperty("job") String job,
      @JsonProperty("network") Provenance.NetworkName network,
      @JsonProperty("objective") JsonNode objective,
      @JsonProperty("recipe") JsonNode recipe,
      @JsonProperty("seed") long seed,
      @JsonProperty("version") String version,
      @JsonProperty("job_file") JsonNode jobFile) {}

  /**
   * Makes {@code wanted} the manifest of the gallery, if the place is new or holds a gallery of the
   * same identity.
   *
   * @throws SpecException if it holds something else
   */
  public static void claim(ObjectStore store, Manifest wanted) {
    admit(store, wanted);
    try {
      wanted.write(store, generation(store));
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  /**
   * Looks whether {@code wanted} could be claimed, and leaves the place as it is.
   *
   * @throws SpecException if it holds something else
   */
  public static void admit(ObjectStore store, Manifest wanted) {
    if (check(store, wanted).isEmpty() && foreign(store)) {
      throw new SpecException(
          "Cannot write to " + store.uri() + ": it is not empty and holds no " + Layout.MANIFEST);
    }
  }

  private static boolean foreign(ObjectStore store) {
    try {
      return store.holdsOutside(Layout.LEASE);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  /**
   * The manifest of the gallery at a place that {@code wanted} could claim; empty if there is none.
   *
   * @throws SpecException if the gallery is of another identity
   */
  public static Optional<Manifest> check(ObjectStore store, Manifest wanted) {
    Optional<Manifest> there = find(store);
    there.ifPresent(manifest -> manifest.requireSame(wanted, store.uri()));
    return there;
  }

  /**
   * The manifest of a gallery.
   *
   * @throws SpecException if there is none
   */
  public static Manifest read(ObjectStore store) {
    return find(store)
        .orElseThrow(
            () ->
                new SpecException(
                    "Cannot read gallery " + store.uri() + ": no " + Layout.MANIFEST + " there"));
  }

  private static Optional<Manifest> find(ObjectStore store) {
    try {
      return store.find(Layout.MANIFEST).map(bytes -> parse(store, bytes));
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  private static Manifest parse(ObjectStore store, byte[] bytes) {
    try {
      requireFormat(store, JSON.readTree(bytes).path(FORMAT_KEY));
      Text text = JSON.readValue(bytes, Text.class);
      Provenance provenance =
          new Provenance(
              text.network, line(text.objective), line(text.recipe), text.seed, text.version);
      return new Manifest(text.job, provenance, line(text.jobFile));
    } catch (SpecException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(store, e);
    }
  }

  /** Looks at the format first: what else a manifest of another format holds is not known. */
  private static void requireFormat(ObjectStore store, JsonNode format) {
    if (!format.isIntegralNumber()) {
      throw damaged(store, new IOException(FORMAT_KEY + ": " + format));
    }
    if (!format.asText().equals(Integer.toString(FORMAT))) {
      throw new SpecException(
          String.format(
              Locale.ROOT,
              "Cannot use gallery %s: it has format %s (this version reads format %d; render it anew"
                  + " into another folder)",
              store.uri(),
              format,
              FORMAT));
    }
  }

  private void write(ObjectStore store, long generation) {
    store.write(Layout.MANIFEST, json(generation).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Notes that rows are going to be written under the lease of a generation.
   *
   * @throws SpecException if there is no gallery
   */
  public static void advance(ObjectStore store, long generation) {
    read(store).write(store, Math.max(generation, generation(store)));
  }

  /** The generation of the last lease under which rows were written; 0 if there were none. */
  public static long generation(ObjectStore store) {
    try {
      return store.find(Layout.MANIFEST).map(bytes -> generation(store, bytes)).orElse(0L);
    } catch (StoreException e) {
      throw e.ofPlace();
    }
  }

  private static long generation(ObjectStore store, byte[] bytes) {
    try {
      JsonNode generation = JSON.readTree(bytes).path(GENERATION);
      long number = generation.asLong(0);
      if (generation.isMissingNode() || (generation.isIntegralNumber() && valid(number))) {
        return number;
      }
      throw damaged(store, new IOException(GENERATION + ": " + generation));
    } catch (IOException e) {
      throw damaged(store, e);
    }
  }

  private static boolean valid(long generation) {
    return generation >= 0 && generation < MOST_GENERATION;
  }

  private static SpecException damaged(ObjectStore store, Exception cause) {
    return new SpecException(
        "Cannot read " + store.uri() + "/" + Layout.MANIFEST + ": it is damaged", cause);
  }

  private String json(long generation) {
    try {
      Text text =
          new Text(
              FORMAT,
              kind,
              provenance.network(),
              JSON.readTree(provenance.objective()),
              JSON.readTree(provenance.recipe()),
              provenance.seed(),
              provenance.version(),
              JSON.readTree(jobFile));
      ObjectNode tree = JSON.valueToTree(text);
      tree.put(GENERATION, generation);
      return JSON.writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String line(JsonNode node) throws JsonProcessingException {
    return JSON.writer().without(SerializationFeature.INDENT_OUTPUT).writeValueAsString(node);
  }

  private void requireSame(Manifest wanted, String place) {
    Map<String, String> here = identity();
    Map<String, String> there = wanted.identity();
    Map<String, String> all = new TreeMap<>(here);
    all.putAll(there);
    for (String key : all.keySet()) {
      String old = here.getOrDefault(key, "none");
      String asked = there.getOrDefault(key, "none");
      if (!old.equals(asked)) {
        throw new SpecException(
            String.format(
                Locale.ROOT,
                "Cannot write to %s: it holds another job's gallery (%s: %s there, %s here; choose"
                    + " another output)",
                place,
                key,
                old,
                asked));
      }
    }
  }

  /** What must not change, each value by its path. */
  private Map<String, String> identity() {
    try {
      ObjectNode tree = JSON.createObjectNode();
      tree.put("job", kind);
      tree.put("network", provenance.network().name());
      tree.put("network sha256", provenance.network().sha256());
      tree.put("preprocessing", provenance.network().preprocessing());
      tree.set("objective", JSON.readTree(provenance.objective()));
      tree.set("recipe", JSON.readTree(provenance.recipe()));
      tree.put("seed", provenance.seed());
      Map<String, String> leaves = new TreeMap<>();
      flatten("", tree, leaves);
      return leaves;
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void flatten(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isObject()) {
      node.properties()
          .forEach(
              entry ->
                  flatten(
                      path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                      entry.getValue(),
                      leaves));
    } else {
      leaves.put(path, node.isTextual() ? node.asText() : node.toString());
    }
  }
}
