package phosphene.network.read.torch;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A batch normalization at inference: of each channel {@code (x - running_mean) / sqrt(running_var
 * + epsilon) * weight + bias} (Ioffe and Szegedy, 2015).
 *
 * @param path of the module, such as {@code layer1.0.bn1}
 * @param epsilon the module's own; files do not hold it
 */
public record BatchNorm(String path, double epsilon) {

  /** The normalization as a factor and an offset per channel. */
  @SuppressWarnings("ArrayRecordComponent")
  record Folded(double[] factor, double[] offset) {}

  /** The names of its parameters, the ones that are read first. */
  Stream<String> names() {
    return Stream.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked")
        .map(this::name);
  }

  Folded folded(StateDict dict, int channels) throws IOException {
    float[] weight = vector(dict, "weight", channels);
    float[] bias = vector(dict, "bias", channels);
    float[] mean = vector(dict, "running_mean", channels);
    float[] variance = vector(dict, "running_var", channels);
    double[] factor = new double[channels];
    double[] offset = new double[channels];
    for (int c = 0; c < channels; c++) {
      factor[c] = weight[c] / Math.sqrt(variance[c] + epsilon);
      offset[c] = bias[c] - mean[c] * factor[c];
    }
    return new Folded(factor, offset);
  }

  private float[] vector(StateDict dict, String name, int channels) throws IOException {
    return dict.floats(name(name), List.of(channels));
  }

  private String name(String name) {
    return path + "." + name;
  }
}
