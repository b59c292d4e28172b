package phosphene;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which package may use which, from the lowest to the highest. No engine is used by its name:
 * whoever runs a network asks the registry of engines.
 */
final class HouseMap {
  private static final String IMAGE =
      "image image.pixel image.exif image.kind image.jpeg image.color image.png image.codec"
          + " image.tiff image.webp image.heif image.sheet image.film image.figures";
  private static final String GALLERY = "gallery gallery.store gallery.lease gallery.index";
  private static final String NETWORK =
      "network network.activation network.read.graph network.read.torch network.read.keras"
          + " network.read.onnx network.read network.zoo.torch network.zoo";
  private static final String BELOW_KINDS =
      "spec engine ascent scan plan site cluster " + IMAGE + " " + NETWORK + " " + GALLERY;
  private static final String KINDS = "job.run job.photos job.atlas job.dream job.scan job.flight";

  private static final Map<String, Set<String>> MAY_USE = new TreeMap<>();

  static {
    allow("spec", "");
    allow("image.pixel", "");
    allow("image.exif", "image.pixel");
    allow("image.kind", "image.pixel");
    allow("image.jpeg", "image.pixel");
    allow("image.color", "image.pixel image.exif");
    allow("image.png", "image.pixel image.exif image.color");
    allow("image.codec", "image.pixel image.png");
    allow("image.tiff", "image.pixel image.color");
    allow("image.webp", "image.pixel image.exif image.codec");
    allow("image.heif", "image.pixel image.exif image.color image.codec");
    allow("image.sheet", "image.pixel image.png");
    allow("image.film", "image.pixel image.codec image.sheet");
    allow("image.figures", "image.pixel");
    allow(
        "image",
        "image.pixel image.exif image.kind image.jpeg image.color image.png image.codec image.tiff"
            + " image.webp image.heif");
    allow("network.activation", "");
    allow("network", "spec network.activation");
    allow("network.read.graph", "spec network network.activation");
    allow("network.read.torch", "network spec");
    allow("network.read.keras", "network network.activation network.read.graph spec");
    allow("network.read.onnx", "network network.activation network.read.graph spec");
    allow(
        "network.read",
        "network network.activation network.read.graph network.read.torch network.read.keras"
            + " network.read.onnx spec");
    allow("network.zoo.torch", "network network.activation network.read.torch spec");
    allow(
        "network.zoo",
        "network network.activation network.read network.read.torch network.zoo.torch spec");
    allow("engine", "network network.activation spec");
    allow("engine.host", "network network.activation");
    allow("engine.onednn", "engine engine.host network network.activation spec");
    allow("engine.nd4j", "engine engine.host network network.activation spec");
    allow("ascent", "spec image.pixel network network.activation engine");
    allow("scan", "spec image.pixel network network.activation engine");
    allow("plan", "spec network network.activation");
    allow("gallery.store", "spec plan image.kind");
    allow("gallery", "spec plan image image.figures gallery.store");
    allow("gallery.lease", "spec gallery gallery.store");
    allow("gallery.index", "spec plan image image.pixel image.figures gallery gallery.store");
    allow("cluster", "spec engine gallery gallery.store gallery.index");
    allow(
        "site",
        "spec image.figures network network.activation gallery gallery.store gallery.index");
    allow("job.run", BELOW_KINDS);
    allow("job.photos", BELOW_KINDS + " job.run");
    for (String kind : List.of("job.atlas", "job.dream", "job.scan", "job.flight")) {
      allow(kind, BELOW_KINDS + " job.run job.photos");
    }
    allow("job", BELOW_KINDS + " " + KINDS);
    allow("verify", BELOW_KINDS + " job " + KINDS);
    allow("publish", "gallery gallery.store gallery.index");
    allow("query", "spec image.kind gallery gallery.store gallery.index cluster");
    allow("primer", "spec image.pixel image.codec image.sheet network network.zoo");
    allow(
        "bench", "spec image.pixel network network.activation network.zoo engine ascent scan plan");
    allow(
        "cli",
        String.join(" ", MAY_USE.keySet())
            .replace("engine.nd4j ", "")
            .replace("engine.onednn ", ""));
  }

  private HouseMap() {}

  /** The names of all packages, without {@code phosphene.}. */
  static Set<String> packages() {
    return new TreeSet<>(MAY_USE.keySet());
  }

  static Set<String> mayUse(String name) {
    return MAY_USE.getOrDefault(name, Set.of());
  }

  static String shortName(String name) {
    return name.substring("phosphene.".length());
  }

  private static void allow(String user, String used) {
    List<String> names = Arrays.stream(used.split(" ")).filter(name -> !name.isEmpty()).toList();
    MAY_USE.put(user, new TreeSet<>(names));
  }
}
