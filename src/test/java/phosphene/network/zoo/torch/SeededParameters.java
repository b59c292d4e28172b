package phosphene.network.zoo.torch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import phosphene.network.PlainForward;
import phosphene.network.read.torch.SafetensorsWriter.Floats;

/** Parameters whose values follow from their names, by a formula that PyTorch was given too. */
final class SeededParameters {
  private SeededParameters() {}

  /** Of every narrowed model the shapes of its parameters, by the model's name. */
  static Map<String, Map<String, List<Integer>>> shapes() throws IOException {
    Map<String, Map<String, List<Integer>>> models = new LinkedHashMap<>();
    Map<String, List<Integer>> shapes = new HashMap<>();
    try (InputStream in = SeededParameters.class.getResourceAsStream("narrow.txt.gz");
        InputStream text = new GZIPInputStream(Objects.requireNonNull(in));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("#")) {
          shapes = new HashMap<>();
          models.put(words[1], shapes);
        } else {
          shapes.put(
              words[0], Arrays.stream(words[1].split("x", -1)).map(Integer::valueOf).toList());
        }
      }
    }
    return models;
  }

  /** The parameters of a narrowed model. */
  static Map<String, Floats> of(String id) throws IOException {
    return values(PlainForward.named(shapes(), id));
  }

  private static Map<String, Floats> values(Map<String, List<Integer>> shapes) {
    Map<String, Floats> values = new HashMap<>();
    shapes.forEach((name, shape) -> values.put(name, new Floats(shape, values(name, shape))));
    return values;
  }

  private static float[] values(String name, List<Integer> shape) {
    int size = shape.stream().reduce(1, Math::multiplyExact);
    double fan = shape.stream().skip(1).reduce(1, Math::multiplyExact);
    double[] drawn = drawn(name, size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) value(name, drawn[i], shape.size() == 1, fan);
    }
    return values;
  }

  private static double value(String name, double drawn, boolean vector, double fan) {
    if (name.endsWith("running_var")) {
      return 1 + 0.5 * drawn;
    }
    if (name.endsWith("running_mean") || name.endsWith("bias")) {
      return 0.1 * drawn;
    }
    if (name.endsWith("layer_scale")) {
      return 0.5 + 0.3 * drawn;
    }
    return vector ? 1 + 0.3 * drawn : drawn * Math.sqrt(6 / fan);
  }

  /** Numbers in -1..1: splitmix64, seeded by the FNV-1a hash of a name. */
  static double[] drawn(String name, int count) {
    long seed = 0xcbf29ce484222325L;
    for (byte letter : name.getBytes(StandardCharsets.UTF_8)) {
      seed = (seed ^ letter) * 0x100000001b3L;
    }
    double[] drawn = new double[count];
    for (int i = 0; i < count; i++) {
      long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      drawn[i] = ((z ^ z >>> 31) >>> 40) / 0x1p23 - 1;
    }
    return drawn;
  }
}
