package phosphene.libtorch;

import static org.bytedeco.pytorch.global.torch.manual_seed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * The loop as a user of lucent runs it ({@code optvis/render.py}): one unit, the whole network
 * forward, autograd with the gradients of all weights, Adam.
 *
 * @param node whose channel's mean before its nonlinearity is maximized
 * @param colors how a picture becomes the network's input
 */
record UserLoop(Graph graph, int node, int channel, Colors colors, int enlarged) {
  private static final double RATE = 0.05;

  /**
   * What a network takes: {@code scale[c] * rgb[order[c]] - mean[c]}.
   *
   * @param scale on colors in 0..1
   */
  record Colors(long[] order, float[] scale, float[] mean) {
    Tensor input(Tensor rgb) {
      Tensor ordered = rgb.index_select(1, Tensor.create(order, 3));
      return ordered.mul(Tensor.create(scale, 1, 3, 1, 1)).sub(Tensor.create(mean, 1, 3, 1, 1));
    }
  }

  /**
   * What came of it.
   *
   * @param seconds of processor time of each step, all threads of this process
   * @param picture finished
   */
  record Ran(double[] seconds, Tensor picture) {}

  Ran run(int size, int steps, long seed) {
    manual_seed(seed);
    Picture picture = Picture.of(size);
    Disturbance disturbance = new Disturbance(new Random(seed), enlarged);
    Adam adam = new Adam(new TensorVector(picture.parameters()), new AdamOptions(RATE));
    graph.trainable(true);
    double[] seconds = new double[steps];
    for (int step = 0; step < steps; step++) {
      long start = processorTime();
      try (PointerScope scope = new PointerScope()) {
        adam.zero_grad();
        Tensor input = colors.input(disturbance.disturbed(picture.rgb()));
        Tensor values = graph.before(node, input).select(1, channel);
        values.mean().mul(new Scalar(-1.0)).backward();
        adam.step();
      }
      seconds[step] = (processorTime() - start) * 1e-9;
    }
    graph.trainable(false);
    return new Ran(seconds, picture.rgb().detach());
  }

  private static long processorTime() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
