package phosphene.ascent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Shape;
import phosphene.spec.Mix;
import phosphene.spec.Tap;

/**
 * A mix resolved for a network: its layers, each once, and its terms on them. Layers are read after
 * their nonlinearity, as google/deepdream, pytorch-deepdream and lucid do.
 */
record ResolvedMix(List<String> layers, List<Term> terms) {

  /**
   * A term.
   *
   * @param target index of its layer
   * @param width channels that count
   * @param share of the whole, 0..1
   */
  record Term(int target, LayerObjective objective, int width, double share) {}

  /** The squares of what the mix names. */
  static ResolvedMix of(Mix mix, Architecture architecture) {
    return resolve(mix, architecture, (band, target) -> new LayerObjective.Squares(band));
  }

  /**
   * The similarity of what the mix names to a guide.
   *
   * @param guide activations of the guide by layer, in the order of {@link #layers}
   */
  static ResolvedMix of(Mix mix, Architecture architecture, List<float[]> guide) {
    return resolve(
        mix, architecture, (band, target) -> new GuideObjective(band, guide.get(target)));
  }

  /** Makes the objective of a band of channels of one of the layers. */
  private interface Maker {
    LayerObjective make(LayerObjective.Band band, int target);
  }

  private static ResolvedMix resolve(Mix mix, Architecture architecture, Maker maker) {
    List<String> layers = mix.terms().stream().map(Mix.Term::layer).distinct().toList();
    Architecture cut = architecture.cut(layers);
    Map<String, Shape> shapes = cut.shapes(cut.input().height(), cut.input().width());
    List<Term> terms = new ArrayList<>();
    for (Mix.Term term : mix.terms()) {
      Shape shape = shapes.get(term.layer());
      if (shape == null) {
        throw new IllegalArgumentException("Unknown layer: " + term.layer());
      }
      LayerObjective.Band band = LayerObjective.Band.of(term, shape);
      int target = layers.indexOf(term.layer());
      terms.add(new Term(target, maker.make(band, target), band.count(), mix.share(term)));
    }
    return new ResolvedMix(layers, List.copyOf(terms));
  }

  /** What a session is opened for. */
  List<Target> targets() {
    return layers.stream().map(layer -> new Target(layer, Tap.POST)).toList();
  }

  /**
   * The score of an image, given for each term the mean that it maximizes: their geometric mean,
   * each counted by its share. Similarity to a guide may be negative where a layer is not
   * rectified; then it is the sum of the negative means, each times its share. So the score never
   * falls when a mean increases, and it is 0 on the border between the two.
   */
  double score(double[] means) {
    if (means.length == 1) {
      return means[0];
    }
    double logarithm = 0;
    double lack = 0;
    for (int i = 0; i < means.length; i++) {
      logarithm += terms.get(i).share * Math.log(Math.max(0, means[i]));
      lack += terms.get(i).share * Math.min(0, means[i]);
    }
    return lack < 0 ? lack : Math.exp(logarithm); // not a number stays not a number
  }
}
