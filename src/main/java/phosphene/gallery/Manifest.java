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
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.spec.Rendering;
import phosphene.spec.SpecException;

/**
 * What a gallery is of: one network, and any number of renderings. What is there of them
 * (objective, recipe, seed) never changes; which layers and units were asked for may grow from job
 * to job, and renderings may be added.
 *
 * @param kind of job, such as {@code atlas}
 * @param renderings by their names, at least one, all of one network; a kind of job that names none
 *     has one of the name {@code default}
 * @param jobFile canonical JSON of the job that was run last
 */
public record Manifest(String kind, SortedMap<String, Provenance> renderings, String jobFile) {
  /** The number of the layout of galleries and of the columns of their index. */
  public static final int FORMAT = 3;

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

  /** A gallery's format in JSON. */
  private record Text(
      @JsonProperty(FORMAT_KEY) int format,
      @JsonProperty("job") String job,
      @JsonProperty("network") Provenance.NetworkName network,
      @JsonProperty("renderings") SortedMap<String, Made> renderings,
      @JsonProperty("version") String version,
      @JsonProperty("job_file") JsonNode jobFile) {}

  /** How a rendering is made; the objective and recipe are objects, not text. */
  private record Made(
      @JsonProperty("objective") JsonNode objective,
      @JsonProperty("recipe") JsonNode recipe,
      @JsonProperty("seed") long seed) {

    static Made of(Provenance provenance) {
      try {
        return new Made(
            JSON.readTree(provenance.objective()),
            JSON.readTree(provenance.recipe()),
            provenance.seed());
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    Provenance by(Text text) {
      try {
        return new Provenance(text.network, line(objective), line(recipe), seed, text.version);
      } catch (JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }
  }

  public Manifest {
    renderings = Collections.unmodifiableSortedMap(new TreeMap<>(renderings));
    if (renderings.isEmpty()) {
      throw new IllegalArgumentException("no rendering");
    }
  }

  /** Of a job that names no renderings. */
  public static Manifest of(String kind, Provenance provenance, String jobFile) {
    return new Manifest(kind, new TreeMap<>(Map.of(Rendering.DEFAULT, provenance)), jobFile);
  }

  /** The network. */
  public Provenance.NetworkName network() {
    return any().network();
  }

  /** The version of Phosphene that wrote to the gallery last. */
  public String version() {
    return any().version();
  }

  private Provenance any() {
    return renderings.values().iterator().next();
  }

  /**
   * Makes {@code wanted} the manifest of the gallery, if the place is new or holds a gallery that
   * it may be added to; renderings that are there stay.
   *
   * @throws SpecException if it holds something else
   */
  public static void claim(ObjectStore store, Manifest wanted) {
    Optional<Manifest> there = admitted(store, wanted);
    try {
      there.map(wanted::beside).orElse(wanted).write(store, generation(store));
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
    admitted(store, wanted);
  }

  /** The manifest that is there; empty if there is none. */
  private static Optional<Manifest> admitted(ObjectStore store, Manifest wanted) {
    Optional<Manifest> there = check(store, wanted);
    if (there.isEmpty() && foreign(store)) {
      throw new SpecException(
          "Cannot write to " + store.uri() + ": it is not empty and holds no " + Layout.MANIFEST);
    }
    return there;
  }

  /** This manifest with the renderings of another that are not in it. */
  private Manifest beside(Manifest other) {
    SortedMap<String, Provenance> all = new TreeMap<>(renderings);
    other.renderings.forEach((name, old) -> all.putIfAbsent(name, old.by(version())));
    return new Manifest(kind, all, jobFile);
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
      SortedMap<String, Provenance> renderings = new TreeMap<>();
      text.renderings.forEach((name, made) -> renderings.put(name, made.by(text)));
      return new Manifest(text.job, renderings, line(text.jobFile));
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
      SortedMap<String, Made> made = new TreeMap<>();
      renderings.forEach((name, provenance) -> made.put(name, Made.of(provenance)));
      Text text = new Text(FORMAT, kind, network(), made, version(), JSON.readTree(jobFile));
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
    new GalleryIdentity(this, place).require(wanted);
  }
}
