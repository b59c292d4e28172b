package phosphene.ascent;

import java.util.List;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.network.Depth;
import phosphene.spec.Mix;
import phosphene.spec.Objective;
import phosphene.spec.Objective.Kind;

/** Several units in one picture: a tile's mix is the one whose deepest unit is the tile's. */
final class JointObjective implements ResolvedObjective {
  private final Kind.Joint kind;
  private final LayerContext context;
  private final Architecture architecture;

  JointObjective(Kind.Joint kind, LayerContext context, Architecture architecture) {
    this.kind = kind;
    this.context = context;
    this.architecture = architecture;
  }

  private Mix mix(int unit) {
    return kind.mixes().stream()
        .filter(mix -> of(mix, unit))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("No mix of " + context.layer() + "/" + unit));
  }

  private boolean of(Mix mix, int unit) {
    Mix.Term deepest = Depth.deepest(mix, architecture);
    return deepest.layer().equals(context.layer()) && deepest.channel().orElse(-1) == unit;
  }

  @Override
  public List<Target> targets(int unit) {
    return mix(unit).terms().stream().map(this::target).distinct().toList();
  }

  private Target target(Mix.Term term) {
    return new Target(term.layer(), context.objective().tap());
  }

  @Override
  public TileObjective tile(Session session, int first, int unit) {
    Mix mix = mix(unit);
    Objective objective = context.objective();
    List<Target> targets = targets(unit);
    return new TileObjective(
        mix.terms().stream()
            .map(
                term ->
                    new TileObjective.Part(
                        new ChannelTerm(
                            session,
                            new TargetChannel(
                                targets.indexOf(target(term)), first, term.channel().orElseThrow()),
                            new ChannelObjective.Mean()),
                        objective.factor() * mix.share(term)))
            .toList());
  }
}
