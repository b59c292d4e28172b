package phosphene.ascent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Architecture;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Tap;

/** Several pictures of a channel that are to differ. The score is the mean of the channel. */
final class DiversityObjective implements ResolvedObjective {
  private final Kind.Diversity kind;
  private final LayerContext context;
  private final Architecture architecture;
  private final List<Target> targets;

  DiversityObjective(Kind.Diversity kind, LayerContext context, Architecture architecture) {
    this.kind = kind;
    this.context = context;
    this.architecture = architecture;
    this.targets =
        Stream.of(context.objective().tap(), Tap.POST)
            .distinct()
            .map(tap -> new Target(context.layer(), tap))
            .toList();
  }

  @Override
  public int pictures() {
    return kind.pictures();
  }

  @Override
  public List<Target> targets(int unit) {
    return targets;
  }

  @Override
  public TileObjective tile(Session session, int first, int unit) {
    int count = kind.pictures();
    List<SumTerm.Weighted> channels = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      TargetChannel channel = new TargetChannel(0, first + i, unit);
      channels.add(
          new SumTerm.Weighted(
              new ChannelTerm(session, channel, new ChannelObjective.Mean()), 1.0 / count));
    }
    int after = targets.size() - 1;
    return new TileObjective(
        List.of(
            new TileObjective.Part(new SumTerm(channels), context.objective().factor()),
            TileObjective.Part.held(
                new SimilarityTerm(session, after, first, count), kind.weight())));
  }

  @Override
  public UnitSources sources(int unit) {
    return UnitSources.of(architecture, context.layer(), context.objective(), unit);
  }
}
