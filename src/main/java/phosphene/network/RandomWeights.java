package phosphene.network;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Weights drawn at random: normal with variance 2 / fan-in, biases zero, scales one (He et al.,
 * "Delving Deep into Rectifiers", 2015). The values depend on the seed and the layers before, not
 * on the platform.
 */
final class RandomWeights {
  private RandomWeights() {}

  static Map<String, Weights> draw(Architecture architecture, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, Weights> weights = new LinkedHashMap<>();
    architecture
        .kernels()
        .forEach((layer, kernel) -> weights.put(layer, draw(kernel, random.split())));
    return weights;
  }

  private static Weights draw(List<Integer> kernel, SplittableRandom random) {
    int outputs = kernel.get(0);
    int fanIn = kernel.stream().skip(1).reduce(1, Math::multiplyExact);
    float[] values = new float[Math.multiplyExact(outputs, fanIn)];
    if (kernel.size() == 1) {
      Arrays.fill(values, 1);
    } else {
      normal(values, Math.sqrt(2.0 / fanIn), random);
    }
    return new Weights(values, new float[outputs]);
  }

  /** Pairs of normal values by Box and Muller's method; StrictMath, so equal everywhere. */
  private static void normal(float[] values, double deviation, SplittableRandom random) {
    for (int i = 0; i < values.length; i += 2) {
      double radius = deviation * StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
      double angle = 2 * Math.PI * random.nextDouble();
      values[i] = (float) (radius * StrictMath.cos(angle));
      if (i + 1 < values.length) {
        values[i + 1] = (float) (radius * StrictMath.sin(angle));
      }
    }
  }
}
