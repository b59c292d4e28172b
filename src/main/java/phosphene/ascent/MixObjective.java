package phosphene.ascent;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.spec.Mix;
import phosphene.spec.Tap;

/**
 * What a mix of units raises of one square image on the device: of a channel its mean before the
 * nonlinearity, of a whole layer the mean of its squares after it. Terms are weighed by the slope
 * that each has alone, so that a weight is a share of the gradient.
 */
final class MixObjective implements AutoCloseable {
  private final List<Target> targets;
  private final Session session;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final float[] gradient;

  /** One term on the device. */
  private interface Member {
    double score();

    void seed(float factor);
  }

  private MixObjective(List<Target> targets, Session session, int canvas) {
    this.targets = targets;
    this.session = session;
    this.gradient = new float[ColorTransform.COLOURS * canvas * canvas];
  }

  /** Opens what the terms of a mix read. */
  static MixObjective of(Engine engine, Mix mix, int canvas) {
    List<Target> targets = targets(mix);
    Mix.Term first = mix.terms().get(0);
    Session session =
        mix.terms().size() == 1 && first.channel().isPresent()
            ? engine.focus(targets.get(0), List.of(first.channel().get()), canvas, canvas)
            : engine.open(targets, new Batch(1, canvas, canvas));
    MixObjective crew = new MixObjective(targets, session, canvas);
    mix.terms().forEach(crew::add);
    return crew;
  }

  private static List<Target> targets(Mix mix) {
    return mix.terms().stream().map(MixObjective::target).distinct().toList();
  }

  private static Target target(Mix.Term term) {
    return new Target(term.layer(), term.channel().isPresent() ? Tap.PRE : Tap.POST);
  }

  private void add(Mix.Term term) {
    int target = targets.indexOf(target(term));
    members.put(
        term.text(),
        term.channel()
            .<Member>map(channel -> new Channel(target, channel))
            .orElseGet(() -> new Whole(target)));
  }

  /** True if this crew is that of the terms of a mix. */
  boolean serves(Mix mix) {
    return mix.terms().stream().map(Mix.Term::text).toList().equals(List.copyOf(members.keySet()));
  }

  /** The mean of a channel. */
  private final class Channel implements Member {
    private final TargetChannel site;
    private final float[] map;

    Channel(int target, int channel) {
      this.site = new TargetChannel(target, 0, channel);
      this.map = new float[session.shape(target).area()];
    }

    @Override
    public double score() {
      session.read(site, map);
      double sum = 0;
      for (float value : map) {
        sum += value;
      }
      return sum / map.length;
    }

    @Override
    public void seed(float factor) {
      Arrays.fill(map, factor / map.length);
      session.seed(site, map);
    }
  }

  /** The mean of the squares of a layer. */
  private final class Whole implements Member {
    private final int target;
    private final LayerObjective squares;
    private final float[] values;
    private final float[] slopes;

    Whole(int target) {
      this.target = target;
      int channels = session.shape(target).channels();
      this.squares = new LayerObjective.Squares(new LayerObjective.Band(channels, 0, channels));
      this.values = new float[session.shape(target).size()];
      this.slopes = new float[values.length];
    }

    @Override
    public double score() {
      session.read(target, 0, values);
      return squares.total(values) / values.length;
    }

    @Override
    public void seed(float factor) {
      session.read(target, 0, values);
      Arrays.fill(slopes, 0);
      squares.slope(values, factor / values.length, slopes);
      session.seed(target, 0, slopes);
    }
  }

  /** The scores of all terms on a canvas, each times its share. */
  double score(float[] canvas, Mix mix) {
    session.forward(canvas);
    double score = 0;
    for (Mix.Term term : mix.terms()) {
      score += mix.share(term) * member(term).score();
    }
    return score;
  }

  /** The inverse of the mean |slope| that each term has alone; 0 for one that has none. */
  Map<String, Double> weigh(float[] canvas) {
    Map<String, Double> factors = new LinkedHashMap<>();
    session.forward(canvas);
    members.forEach(
        (name, member) -> {
          member.seed(1);
          session.backward(ReluRule.EXACT, gradient);
          double size = size(gradient);
          factors.put(name, size == 0 ? 0 : 1 / size);
        });
    return factors;
  }

  /**
   * Fills {@code slope} with the slope of a mix by canvas, of mean size 1. Where nothing gets
   * through the ReLUs, with that of redirected ones.
   */
  void slope(float[] canvas, Mix mix, Map<String, Double> factors, float[] slope) {
    session.forward(canvas);
    seed(mix, factors);
    session.backward(ReluRule.EXACT, slope);
    double size = size(slope);
    if (size == 0) {
      seed(mix, Map.of());
      session.backward(ReluRule.REDIRECTED, slope);
      size = size(slope);
    }
    for (int i = 0; size > 0 && i < slope.length; i++) {
      slope[i] /= (float) size;
    }
  }

  private void seed(Mix mix, Map<String, Double> factors) {
    for (Mix.Term term : mix.terms()) {
      double factor = factors.getOrDefault(term.text(), 1.0);
      member(term).seed((float) (mix.share(term) * factor));
    }
  }

  private Member member(Mix.Term term) {
    Member member = members.get(term.text());
    if (member == null) {
      throw new IllegalArgumentException("not of this crew: " + term.text());
    }
    return member;
  }

  private static double size(float[] slope) {
    double sum = 0;
    for (float value : slope) {
      sum += Math.abs(value);
    }
    return sum / slope.length;
  }

  @Override
  public void close() {
    session.close();
  }
}
