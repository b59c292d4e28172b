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
 * What a mix of units maximizes in one square image on the device: of a channel its mean before the
 * nonlinearity, of a whole layer the mean of its squares after it. Terms are weighed by the
 * gradient that each has alone, so that a weight is a share of the gradient.
 */
final class MixObjective implements AutoCloseable {
  private final List<Target> targets;
  private final Session session;
  private final Map<String, Member> members = new LinkedHashMap<>();
  private final float[] scratch;

  /** One term on the device. */
  private interface Member {
    double score();

    void addGradient(float factor);
  }

  private MixObjective(List<Target> targets, Session session, int canvas) {
    this.targets = targets;
    this.session = session;
    this.scratch = new float[ColorTransform.COLORS * canvas * canvas];
  }

  /** Opens what the terms of a mix read. */
  static MixObjective of(Engine engine, Mix mix, int canvas) {
    List<Target> targets = targets(mix);
    Mix.Term first = mix.terms().get(0);
    Session session =
        mix.terms().size() == 1 && first.channel().isPresent()
            ? engine.focus(targets.get(0), List.of(first.channel().get()), canvas, canvas)
            : engine.open(targets, Batch.alone(canvas, canvas));
    MixObjective objective = new MixObjective(targets, session, canvas);
    mix.terms().forEach(objective::add);
    return objective;
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

  /** True if this objective has the terms of a mix. */
  boolean serves(Mix mix) {
    return mix.terms().stream().map(Mix.Term::text).toList().equals(List.copyOf(members.keySet()));
  }

  /** The mean of a channel. */
  private final class Channel implements Member {
    private final TargetChannel channel;
    private final float[] map;

    Channel(int target, int channel) {
      this.channel = new TargetChannel(target, 0, channel);
      this.map = new float[session.shape(target).area()];
    }

    @Override
    public double score() {
      session.read(channel, map);
      double sum = 0;
      for (float value : map) {
        sum += value;
      }
      return sum / map.length;
    }

    @Override
    public void addGradient(float factor) {
      Arrays.fill(map, factor / map.length);
      session.addGradient(channel, map);
    }
  }

  /** The mean of the squares of a layer. */
  private final class Whole implements Member {
    private final int target;
    private final LayerObjective squares;
    private final float[] values;
    private final float[] gradients;

    Whole(int target) {
      this.target = target;
      int channels = session.shape(target).channels();
      this.squares = new LayerObjective.Squares(new LayerObjective.Band(channels, 0, channels));
      this.values = new float[session.shape(target).size()];
      this.gradients = new float[values.length];
    }

    @Override
    public double score() {
      session.read(target, 0, values);
      return squares.total(values) / values.length;
    }

    @Override
    public void addGradient(float factor) {
      session.read(target, 0, values);
      Arrays.fill(gradients, 0);
      squares.addGradient(values, factor / values.length, gradients);
      session.addGradient(target, 0, gradients);
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

  /** The inverse of the mean |gradient| that each term has alone; 0 for one that has none. */
  Map<String, Double> weigh(float[] canvas) {
    Map<String, Double> factors = new LinkedHashMap<>();
    session.forward(canvas);
    members.forEach(
        (name, member) -> {
          member.addGradient(1);
          session.backward(ReluRule.EXACT, scratch);
          double size = size(scratch);
          factors.put(name, size == 0 ? 0 : 1 / size);
        });
    return factors;
  }

  /**
   * Fills {@code gradient} with the gradient of a mix by canvas, of mean size 1. Where nothing gets
   * through the ReLUs, with that of redirected ones.
   */
  void gradient(float[] canvas, Mix mix, Map<String, Double> factors, float[] gradient) {
    session.forward(canvas);
    addGradient(mix, factors);
    session.backward(ReluRule.EXACT, gradient);
    double size = size(gradient);
    if (size == 0) {
      addGradient(mix, Map.of());
      session.backward(ReluRule.REDIRECTED, gradient);
      size = size(gradient);
    }
    for (int i = 0; size > 0 && i < gradient.length; i++) {
      gradient[i] /= (float) size;
    }
  }

  private void addGradient(Mix mix, Map<String, Double> factors) {
    for (Mix.Term term : mix.terms()) {
      double factor = factors.getOrDefault(term.text(), 1.0);
      member(term).addGradient((float) (mix.share(term) * factor));
    }
  }

  private Member member(Mix.Term term) {
    Member member = members.get(term.text());
    if (member == null) {
      throw new IllegalArgumentException("Unknown term: " + term.text());
    }
    return member;
  }

  private static double size(float[] gradient) {
    double sum = 0;
    for (float value : gradient) {
      sum += Math.abs(value);
    }
    return sum / gradient.length;
  }

  @Override
  public void close() {
    session.close();
  }
}
