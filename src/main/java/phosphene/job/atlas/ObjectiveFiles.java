package phosphene.job.atlas;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.store.Objects;
import phosphene.image.Photos;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.job.run.NetworkSource;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.network.read.VectorFile;
import phosphene.network.read.WeightReader;
import phosphene.plan.ObjectiveContents;
import phosphene.plan.Plan;
import phosphene.plan.TileKey;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Rendering;
import phosphene.spec.SpecException;

/**
 * The files that the objectives of a job read, on the driver.
 *
 * @param read by objective
 */
record ObjectiveFiles(Map<Objective, Read> read) {
  ObjectiveFiles {
    read = Map.copyOf(read);
  }

  /**
   * What one objective reads.
   *
   * @param digests that enter the keys
   */
  record Read(ObjectiveContents digests, ShippedInputs.Content content) {}

  /**
   * Reads the files of a job.
   *
   * @throws SpecException if one cannot be read, or a direction does not fit its layer
   */
  static ObjectiveFiles read(AtlasJob job, Network network, Configuration storage) {
    Map<Objective, Read> read = new HashMap<>();
    for (Rendering rendering : job.renderings()) {
      Objective objective = rendering.objective();
      if (!objective.kind().files().isEmpty() && !read.containsKey(objective)) {
        read.put(objective, read(rendering, network, storage));
      }
    }
    return new ObjectiveFiles(read);
  }

  private static Read read(Rendering rendering, Network network, Configuration storage) {
    Kind kind = rendering.objective().kind();
    if (kind instanceof Kind.Direction direction && direction.file().isPresent()) {
      String key = rendering.key("objective.direction.file");
      return rows(direction, direction.file().get(), key, network, storage);
    }
    List<byte[]> photos =
        kind.files().stream()
            .map(place -> photo(place, rendering.key("objective"), storage))
            .toList();
    List<String> digests = photos.stream().map(TileKey::sha256).toList();
    String all = String.join("\n", digests);
    boolean each = kind instanceof Kind.Caricature || kind instanceof Kind.Inversion;
    return new Read(
        each ? new ObjectiveContents("", digests) : new ObjectiveContents(all, List.of()),
        new ShippedInputs.Content(Map.of(), photos));
  }

  private static byte[] photo(String place, String key, Configuration storage) {
    try {
      byte[] bytes = Objects.read(place, storage);
      Photos.decode(bytes, place, Photos.PIXEL_LIMIT);
      return bytes;
    } catch (UnreadableImageException e) {
      throw new SpecException("Cannot read photo " + place + ": " + e.getMessage(), e).in(key);
    } catch (SpecException e) {
      throw e.in(key);
    }
  }

  private static Read rows(
      Kind.Direction direction,
      String file,
      String key,
      Network network,
      Configuration storage) {
    try {
      VectorFile vectors =
          VectorFile.read(NetworkSource.file(file, storage), direction.name());
      int channels = channels(direction.layer(), network);
      if (channels != vectors.length() && channels > 0) {
        throw new SpecException(
            String.format(
                Locale.ROOT,
                "Invalid objective.direction.file: %s (must hold rows of %d numbers, the channels"
                    + " of %s, not of %d)",
                file,
                channels,
                direction.layer(),
                vectors.length()));
      }
      Map<Integer, float[]> rows = new HashMap<>();
      List<String> digests = new ArrayList<>();
      for (int i = 0; i < vectors.rows(); i++) {
        rows.put(i, vectors.row(i));
        digests.add(digest(vectors.row(i)));
      }
      return new Read(
          new ObjectiveContents("", digests), new ShippedInputs.Content(rows, List.of()));
    } catch (IOException e) {
      throw new SpecException("Cannot read " + file + ": " + WeightReader.reason(e), e).in(key);
    } catch (SpecException e) {
      throw e.in(key);
    }
  }

  /** Of a layer that the network has; else 0: the plan refuses it. */
  private static int channels(String layer, Network network) {
    Shape input = network.architecture().input();
    Shape shape = network.architecture().shapes(input.height(), input.width()).get(layer);
    return shape == null ? 0 : shape.channels();
  }

  private static String digest(float[] row) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : row) {
      bytes.putFloat(value);
    }
    return TileKey.sha256(bytes.array());
  }

  /** The plan of a job whose files these are. */
  Plan plan(AtlasJob job, Network network) {
    Map<Objective, ObjectiveContents> digests =
        read.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().digests()));
    return Plan.of(job, network.architecture(), network.sha256(), network.labels(), digests);
  }

  /**
   * Of all rows those that a plan uses.
   *
   * @throws SpecException if one is no direction
   */
  ObjectiveFiles of(Plan plan, AtlasJob job) {
    Map<Objective, Read> used = new HashMap<>();
    for (Rendering rendering : job.renderings()) {
      Read all = read.get(rendering.objective());
      if (all != null) {
        Map<Integer, float[]> rows = new HashMap<>(all.content.rows());
        rows.keySet()
            .retainAll(
                plan.of(rendering.name()).tiles().stream()
                    .map(tile -> tile.unit().channel())
                    .collect(Collectors.toSet()));
        rows.forEach((number, row) -> require(rendering, number, row));
        Read before = used.get(rendering.objective());
        if (before != null) {
          rows.putAll(before.content.rows());
        }
        used.put(
            rendering.objective(),
            new Read(all.digests, new ShippedInputs.Content(rows, all.content.photos())));
      }
    }
    return new ObjectiveFiles(used);
  }

  private static void require(Rendering rendering, int number, float[] row) {
    boolean finite = IntStream.range(0, row.length).allMatch(i -> Float.isFinite(row[i]));
    boolean zero = IntStream.range(0, row.length).allMatch(i -> row[i] == 0);
    if (!finite || zero) {
      throw new SpecException(
              String.format(
                  Locale.ROOT,
                  "Invalid objective.direction.file: %s (row %d must %s)",
                  rendering.objective().kind().files().get(0),
                  number,
                  finite ? "have a value other than 0" : "have finite values"))
          .in(rendering.key("objective.direction.file"));
    }
  }

  /** As executors get it. */
  ShippedInputs shipped() {
    return new ShippedInputs(
        read.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().json(), entry -> entry.getValue().content())));
  }
}
