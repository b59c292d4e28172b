package phosphene.network.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import phosphene.network.Architecture;
import phosphene.network.Weights;
import phosphene.spec.Draws;

/**
 * Weights drawn at random: normal with variance 2 / fan-in, biases zero, scales one (He et al.,
 * "Delving Deep into Rectifiers", 2015). The values depend on the seed and the place of the layer,
 * not on the platform.
 */
public final class RandomWeights {
  private RandomWeights() {}

  public static Map<String, Weights> draw(Architecture architecture, long seed) {
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
      new Draws(random).normal(values, Math.sqrt(2.0 / fanIn));
    }
    return new Weights(values, new float[outputs]);
  }
}
