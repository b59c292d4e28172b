package phosphene.ascent;

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
  private final Map<String, ObjectiveTerm> members = new LinkedHashMap<>();
  private final float[] scratch;

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

  private void add(Mix.Term term) {
    members.put(term.text(), term(session, targets, term, 0));
  }

  /** What the terms of a mix read. */
  static List<Target> targets(Mix mix) {
    return mix.terms().stream().map(MixObjective::target).distinct().toList();
  }

  private static Target target(Mix.Term term) {
    return new Target(term.layer(), term.channel().isPresent() ? Tap.PRE : Tap.POST);
  }

  /**
   * A term of a mix in one image.
   *
   * @param targets of the session
   */
  static ObjectiveTerm term(Session session, List<Target> targets, Mix.Term term, int image) {
    int target = targets.indexOf(target(term));
    return term.channel()
        .<ObjectiveTerm>map(
            channel ->
                new ChannelTerm(
                    session,
                    new TargetChannel(target, image, channel),
                    new ChannelObjective.Mean()))
        .orElseGet(() -> new SquaresTerm(session, target, image));
  }

  /** True if this objective has the terms of a mix. */
  boolean serves(Mix mix) {
    return mix.terms().stream().map(Mix.Term::text).toList().equals(List.copyOf(members.keySet()));
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
          member.addScale();
          session.backward(ReluRule.EXACT, scratch);
          double size = GradientSize.of(scratch, 0, scratch.length);
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
    double size = GradientSize.of(gradient, 0, gradient.length);
    if (size == 0) {
      addGradient(mix, Map.of());
      session.backward(ReluRule.REDIRECTED, gradient);
      size = GradientSize.of(gradient, 0, gradient.length);
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

  private ObjectiveTerm member(Mix.Term term) {
    ObjectiveTerm member = members.get(term.text());
    if (member == null) {
      throw new IllegalArgumentException("Unknown term: " + term.text());
    }
    return member;
  }

  @Override
  public void close() {
    session.close();
  }
}
