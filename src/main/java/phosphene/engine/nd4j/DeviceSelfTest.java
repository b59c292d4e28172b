package phosphene.engine.nd4j;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Weights;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.spec.Tap;

/**
 * One small convolution with its rectifier, forward and back, on a device, against the same sums in
 * plain Java: a device that computes something else is found before it renders a thousand images.
 */
final class DeviceSelfTest {
  private static final int SIDE = 6;
  private static final int AREA = SIDE * SIDE;
  private static final int COLORS = 3;
  private static final int FILTERS = 4;
  private static final int REACH = 3;
  // Sums of 27 products of values to 1 in 32-bit floats; TF32, of 10 bits, would pass.
  private static final double TOLERANCE = 2e-2;

  private final float[] kernel = wave(FILTERS * COLORS * REACH * REACH, 1.3);
  private final float[] bias = wave(FILTERS, 0.7);
  private final float[] pixels = wave(COLORS * AREA, 0.9);

  DeviceSelfTest() {
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 0.5f + pixels[i]; // 0..1, as pixels are
    }
  }

  /** Values within a half of 0 that repeat nowhere. */
  private static float[] wave(int count, double rate) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (Math.sin(rate * (i + 1)) / 2);
    }
    return values;
  }

  /** The network that is to be opened on the device. */
  Network network() {
    Node node =
        new Node(
            "selftest",
            new Convolution(FILTERS, Window.of(REACH, 1, REACH / 2)),
            List.of(Architecture.INPUT),
            Elementary.RELU);
    return new Network(
        new Architecture(
            "selftest", new Shape(COLORS, SIDE, SIDE), Preprocessing.unit(), List.of(node)),
        Map.of("selftest", new Weights(kernel, bias)),
        "selftest",
        List.of());
  }

  /** What an engine with this network gets wrong; empty if nothing. */
  Optional<String> complaint(Engine engine) {
    for (int filter = 0; filter < FILTERS; filter++) {
      float[] map = new float[AREA];
      float[] gradient = new float[pixels.length];
      float[] ones = new float[AREA];
      java.util.Arrays.fill(ones, 1);
      Target target = new Target("selftest", Tap.POST);
      try (Session session = engine.open(List.of(target), new Batch(1, SIDE, SIDE))) {
        session.forward(pixels);
        session.read(new TargetChannel(0, 0, filter), map);
        session.addGradient(new TargetChannel(0, 0, filter), ones);
        session.backward(ReluRule.EXACT, gradient);
      }
      float[] raw = raw(filter);
      double error =
          Math.max(distance(map, rectified(raw)), distance(gradient, gradient(filter, raw)));
      if (!(error <= TOLERANCE)) { // not a number is not within it either
        return Optional.of("a convolution of known result is off by " + (float) error);
      }
    }
    return Optional.empty();
  }

  private float[] raw(int filter) {
    float[] sums = new float[AREA];
    for (int at = 0; at < AREA; at++) {
      sums[at] = bias[filter];
    }
    visit(filter, (at, pixel, weight) -> sums[at] += weight * pixels[pixel]);
    return sums;
  }

  private static float[] rectified(float[] raw) {
    float[] values = raw.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, values[i]);
    }
    return values;
  }

  private float[] gradient(int filter, float[] raw) {
    float[] gradient = new float[pixels.length];
    visit(filter, (at, pixel, weight) -> gradient[pixel] += raw[at] > 0 ? weight : 0);
    return gradient;
  }

  /** A term of the convolution. */
  private interface Term {
    void visit(int at, int pixel, float weight);
  }

  private void visit(int filter, Term term) {
    for (int i = 0; i < COLORS * REACH * REACH * AREA; i++) {
      int at = i % AREA;
      int tap = i / AREA % (REACH * REACH);
      int color = i / AREA / (REACH * REACH);
      int row = at / SIDE + tap / REACH - REACH / 2;
      int column = at % SIDE + tap % REACH - REACH / 2;
      if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
        float weight = kernel[(filter * COLORS + color) * REACH * REACH + tap];
        term.visit(at, (color * SIDE + row) * SIDE + column, weight);
      }
    }
  }

  private static double distance(float[] left, float[] right) {
    double most = 0;
    for (int i = 0; i < left.length; i++) {
      double apart = Math.abs(left[i] - right[i]);
      most = Double.isNaN(apart) ? Double.NaN : Math.max(most, apart);
      if (Double.isNaN(most)) {
        return most;
      }
    }
    return most;
  }
}
