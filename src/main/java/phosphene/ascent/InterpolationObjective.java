package phosphene.ascent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.spec.Objective.Kind;

/**
 * Pictures of which the first raises the tile's channel, the last another unit, and those between
 * both: the picture k of n raises {@code (1 - t) a + t b} with {@code t = k / (n - 1)}.
 */
final class InterpolationObjective implements ResolvedObjective {
  private final Kind.Interpolation kind;
  private final LayerContext context;
  private final List<Target> targets;

  InterpolationObjective(Kind.Interpolation kind, LayerContext context) {
    this.kind = kind;
    this.context = context;
    this.targets = Stream.of(context.layer(), kind.to().layer()).distinct().map(this::at).toList();
  }

  private Target at(String layer) {
    return new Target(layer, context.objective().tap());
  }

  @Override
  public int pictures() {
    return kind.pictures();
  }

  @Override
  public boolean aligned() {
    return true;
  }

  @Override
  public List<Target> targets(int unit) {
    return targets;
  }

  @Override
  public TileObjective tile(Session session, int first, int unit) {
    List<SumTerm.Weighted> from = new ArrayList<>();
    List<SumTerm.Weighted> to = new ArrayList<>();
    int count = kind.pictures();
    int last = targets.size() - 1;
    int other = kind.to().channel().orElseThrow();
    for (int i = 0; i < count; i++) {
      double along = (double) i / (count - 1);
      add(from, session, new TargetChannel(0, first + i, unit), (1 - along) / count);
      add(to, session, new TargetChannel(last, first + i, other), along / count);
    }
    double share = 0.5 * context.objective().factor();
    return new TileObjective(
        List.of(
            new TileObjective.Part(new SumTerm(from), share),
            new TileObjective.Part(new SumTerm(to), share)));
  }

  private static void add(
      List<SumTerm.Weighted> terms, Session session, TargetChannel channel, double weight) {
    if (weight > 0) {
      terms.add(
          new SumTerm.Weighted(
              new ChannelTerm(session, channel, new ChannelObjective.Mean()), weight));
    }
  }
}
