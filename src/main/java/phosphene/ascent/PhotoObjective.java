package phosphene.ascent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.image.pixel.Raster;
import phosphene.network.Architecture;
import phosphene.spec.Objective.Kind;
import phosphene.spec.Tap;

/**
 * What is asked of a picture beside a photo, which passes the network with it, disturbed alike: the
 * second of a tile's two images.
 */
abstract class PhotoObjective implements ResolvedObjective {
  final LayerContext context;
  private final List<Target> targets;

  private PhotoObjective(LayerContext context, Target... targets) {
    this.context = context;
    this.targets = Stream.of(targets).distinct().toList();
  }

  @Override
  public final int images() {
    return 2;
  }

  @Override
  public final List<Target> targets(int unit) {
    return targets;
  }

  @Override
  public Optional<Raster> reference(int unit) {
    return Optional.of(context.inputs().photo(unit));
  }

  private static Target whole(LayerContext context) {
    return new Target(context.layer(), context.objective().tap());
  }

  /** A photo in which what it excites is raised. */
  static final class Caricature extends PhotoObjective {
    private final double power;

    Caricature(Kind.Caricature kind, LayerContext context) {
      super(context, whole(context));
      this.power = kind.power();
    }

    @Override
    public Start start() {
      return Start.PHOTO;
    }

    @Override
    public TileObjective tile(Session session, int first, int unit) {
      return TileObjective.of(new CaricatureTerm(session, first, first + 1, power), 1);
    }
  }

  /** The picture from noise whose activations are a photo's. The score is at most 0. */
  static final class Inversion extends PhotoObjective {
    Inversion(LayerContext context) {
      super(context, whole(context));
    }

    @Override
    public TileObjective tile(Session session, int first, int unit) {
      return TileObjective.of(new DistanceTerm(session, 0, first, first + 1), -1);
    }
  }

  /** A photo in which a unit is raised, held to the photo at a layer. */
  static final class Accentuation extends PhotoObjective {
    private final Kind.Accentuation kind;
    private final Architecture architecture;

    Accentuation(Kind.Accentuation kind, LayerContext context, Architecture architecture) {
      super(context, whole(context), new Target(kind.layer(), Tap.POST));
      this.kind = kind;
      this.architecture = architecture;
    }

    @Override
    public Start start() {
      return Start.PHOTO;
    }

    @Override
    public Optional<Raster> reference(int unit) {
      return Optional.of(context.inputs().photo(0));
    }

    @Override
    public TileObjective tile(Session session, int first, int unit) {
      ObjectiveTerm channel =
          new ChannelTerm(
              session, new TargetChannel(0, first, unit), new ChannelObjective.Mean());
      int held = targets(unit).size() - 1;
      return new TileObjective(
          List.of(
              new TileObjective.Part(channel, context.objective().factor()),
              TileObjective.Part.held(
                  new DistanceTerm(session, held, first, first + 1), kind.weight())));
    }

    @Override
    public UnitSources sources(int unit) {
      return UnitSources.of(architecture, context.layer(), context.objective(), unit);
    }
  }
}
