package phosphene.network.read;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Tiny models with names as exporters give them: nested, dotted and dashed. All are a convolution
 * and a branch of two that are added (a block), three classes, and have seeded weights.
 */
public final class TinyModels {
  private static final long SEED = 11;

  private TinyModels() {}

  /** A .keras archive: layers {@code outer/inner-1}, {@code outer/inner.2}, {@code stem.0}. */
  public static Path keras(Path file, int channels) throws IOException {
    Random random = new Random(SEED);
    Map<String, Object> arrays = new TreeMap<>();
    arrays.put("layers/sequential/layers/conv2d/vars/0", kernel(random, 3, channels, 4));
    arrays.put("layers/sequential/layers/conv2d/vars/1", bias(random, 4));
    arrays.put("layers/sequential/layers/conv2d_1/vars/0", kernel(random, 3, 4, 4));
    arrays.put("layers/sequential/layers/conv2d_1/vars/1", bias(random, 4));
    arrays.put("layers/conv2d/vars/0", kernel(random, 1, channels, 4));
    arrays.put("layers/conv2d/vars/1", bias(random, 4));
    arrays.put("layers/dense/vars/0", matrix(random, 4, 3));
    arrays.put("layers/dense/vars/1", bias(random, 3));
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      entry(
          zip, "metadata.json", "{\"keras_version\": \"3.6.0\"}".getBytes(StandardCharsets.UTF_8));
      entry(zip, "config.json", configuration(channels).getBytes(StandardCharsets.UTF_8));
      entry(zip, "model.weights.h5", hdf5(arrays));
    }
    return file;
  }

  private static byte[] hdf5(Map<String, Object> arrays) throws IOException {
    Path file = Files.createTempFile("tiny", ".h5");
    try {
      return Files.readAllBytes(WeightFiles.hdf5(file, arrays));
    } finally {
      Files.delete(file);
    }
  }

  private static String configuration(int channels) {
    String image =
        layer("InputLayer", "image", "\"batch_shape\": [null, 16, 16, " + channels + "]");
    String inner =
        layer("InputLayer", "inner", "\"batch_shape\": [null, 16, 16, " + channels + "]")
            + ", "
            + convolution("inner-1", 3, "relu")
            + ", "
            + convolution("inner.2", 3, "relu");
    String outer =
        "{\"module\": \"keras\", \"class_name\": \"Sequential\", \"config\": {\"name\": \"outer\","
            + " \"layers\": ["
            + inner
            + "]}";
    return "{\"module\": \"keras.src.models.functional\", \"class_name\": \"Functional\","
        + " \"config\": {\"name\": \"tiny\", \"layers\": ["
        + String.join(
            ", ",
            called(image, "image"),
            called(outer + "}", "outer", "image"),
            called(convolution("stem.0", 1, "linear"), "stem.0", "image"),
            called(layer("Add", "block.0", "\"trainable\": true"), "block.0", "stem.0", "outer"),
            called(
                layer("GlobalAveragePooling2D", "pool", "\"keepdims\": false"), "pool", "block.0"),
            called(
                layer(
                    "Dense",
                    "logits",
                    "\"units\": 3, \"use_bias\": true, \"activation\": \"softmax\""),
                "logits",
                "pool"))
        + "], \"input_layers\": [[\"image\", 0, 0]], \"output_layers\": [[\"logits\", 0, 0]]}}";
  }

  private static String convolution(String name, int size, String activation) {
    return layer(
        "Conv2D",
        name,
        String.format(
            Locale.ROOT,
            "\"filters\": 4, \"kernel_size\": [%d, %d], \"strides\": [1, 1], \"padding\": \"same\","
                + " \"data_format\": \"channels_last\", \"dilation_rate\": [1, 1], \"groups\": 1,"
                + " \"activation\": \"%s\", \"use_bias\": true",
            size,
            size,
            activation));
  }

  private static String layer(String type, String name, String arguments) {
    return String.format(
        Locale.ROOT,
        "{\"module\": \"keras.layers\", \"class_name\": \"%s\", \"config\": {\"name\": \"%s\", %s}}",
        type,
        name,
        arguments);
  }

  /** A layer of a graph with its name and its inputs. */
  private static String called(String layer, String name, String... inputs) {
    String tensors =
        java.util.Arrays.stream(inputs)
            .map(
                input ->
                    "{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 16, 16, 4],"
                        + " \"dtype\": \"float32\", \"keras_history\": [\""
                        + input
                        + "\", 0, 0]}}")
            .collect(java.util.stream.Collectors.joining(", "));
    String arguments = inputs.length > 1 ? "[[" + tensors + "]]" : "[" + tensors + "]";
    String calls = inputs.length == 0 ? "[]" : "[{\"args\": " + arguments + ", \"kwargs\": {}}]";
    return layer.substring(0, layer.length() - 1)
        + ", \"name\": \""
        + name
        + "\", \"inbound_nodes\": "
        + calls
        + "}";
  }

  private static void entry(ZipOutputStream zip, String name, byte[] bytes) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[][][][] kernel(Random random, int size, int channels, int filters) {
    float[][][][] kernel = new float[size][size][channels][filters];
    for (float[][][] rows : kernel) {
      for (float[][] row : rows) {
        for (float[] channel : row) {
          fill(random, channel);
        }
      }
    }
    return kernel;
  }

  private static float[][] matrix(Random random, int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (float[] row : matrix) {
      fill(random, row);
    }
    return matrix;
  }

  private static float[] bias(Random random, int size) {
    float[] bias = new float[size];
    fill(random, bias);
    return bias;
  }

  private static void fill(Random random, float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.5 * random.nextGaussian());
    }
  }
}
