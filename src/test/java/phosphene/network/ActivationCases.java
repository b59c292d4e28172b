package phosphene.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Celu;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.Elu;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;
import phosphene.network.activation.PRelu;
import phosphene.network.activation.Power;
import phosphene.network.activation.ThresholdedRelu;

/** Every nonlinearity: where all go, and those of positive numbers where these are. */
public final class ActivationCases {
  private ActivationCases() {}

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    for (Activation activation : everywhere()) {
      cases.add(
          new LayerCase.Builder()
              .steep("steep", LayerCase.CHANNELS)
              .node(LayerCase.TARGET, new Identity(), activation, "steep")
              .named("activation " + text(activation)));
    }
    for (Activation activation : ofPositives()) {
      cases.add(
          new LayerCase.Builder()
              .positive("positive", LayerCase.CHANNELS)
              .node(LayerCase.TARGET, new Identity(), activation, "positive")
              .named("activation of positives " + text(activation)));
    }
    cases.add(
        LayerCase.begun()
            .node(
                LayerCase.TARGET,
                new Convolution(4, Window.of(3, 1, 1)),
                Elementary.SILU,
                LayerCase.FIRST)
            .named("convolution with an activation"));
    cases.add(
        LayerCase.begun()
            .node("other", new Convolution(4, Window.of(1, 1, 0)), "input")
            .node(LayerCase.TARGET, Elementwise.ADD, Elementary.RELU, LayerCase.FIRST, "other")
            .named("sum with an activation"));
    return cases;
  }

  private static String text(Activation activation) {
    return activation instanceof PRelu prelu
        ? "PRelu of " + prelu.slopes().length
        : activation.toString();
  }

  /** One of each, and those with parameters at several. */
  public static List<Activation> everywhere() {
    List<Activation> all = new ArrayList<>(List.of(Elementary.values()));
    all.removeAll(List.of(Elementary.LOG, Elementary.SQRT, Elementary.RECIPROCAL));
    all.add(Clip.RELU6);
    all.add(new Clip(-1.5, 2));
    all.add(new Clip(Double.NEGATIVE_INFINITY, 1));
    all.add(new Clip(-0.5, Double.POSITIVE_INFINITY));
    all.add(new LeakyRelu(0.01));
    all.add(new LeakyRelu(0.3));
    all.add(new Elu(1));
    all.add(new Elu(0.4));
    all.add(new Celu(1));
    all.add(new Celu(2.5));
    all.add(new HardSigmoid(0.2, 0.5));
    all.add(new HardSigmoid(1 / 6.0, 0.5));
    all.add(new PRelu(LayerCase.values(new SplittableRandom(4), LayerCase.CHANNELS, -0.2, 0.5)));
    all.add(new PRelu(new float[] {0.25f}));
    all.add(
        new PRelu(
            LayerCase.values(
                new SplittableRandom(5),
                LayerCase.CHANNELS * LayerCase.HEIGHT * LayerCase.WIDTH,
                -0.2,
                0.5)));
    all.add(new Power(2));
    all.add(new Power(3));
    all.add(new Power(1));
    all.add(new ThresholdedRelu(1));
    all.add(new ThresholdedRelu(0.3));
    return all;
  }

  /** Those that are defined above 0 only, or have a pole there. */
  public static List<Activation> ofPositives() {
    return List.of(
        Elementary.LOG,
        Elementary.SQRT,
        Elementary.RECIPROCAL,
        new Power(0.5),
        new Power(1.5),
        new Power(-1),
        new Power(-0.5));
  }
}
