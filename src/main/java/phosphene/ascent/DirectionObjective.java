package phosphene.ascent;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.image.pixel.Raster;
import phosphene.network.Shape;
import phosphene.spec.Objective.Kind;

/** A direction in a layer: the row of an array, or the mean activation of photos. */
final class DirectionObjective implements ResolvedObjective {
  private final Kind.Direction kind;
  private final LayerContext context;
  private final Engine engine;
  private final List<Target> targets;
  private final Map<Integer, float[]> known = new ConcurrentHashMap<>();

  DirectionObjective(Kind.Direction kind, LayerContext context, Engine engine) {
    this.kind = kind;
    this.context = context;
    this.engine = engine;
    this.targets = List.of(new Target(context.layer(), context.objective().tap()));
  }

  @Override
  public List<Target> targets(int unit) {
    return targets;
  }

  @Override
  public TileObjective tile(Session session, int first, int unit) {
    float[] direction = known.computeIfAbsent(unit, this::direction);
    DirectionMeasure measure = new DirectionMeasure(direction, kind.measure(), kind.power());
    return TileObjective.of(
        new DirectionTerm(session, first, measure), context.objective().factor());
  }

  private float[] direction(int unit) {
    return kind.file().isPresent() ? context.inputs().row(unit) : mean(List.copyOf(context.inputs().photos().values()));
  }

  /** The mean over all positions of all photos, each as large as the network's input. */
  private float[] mean(List<Raster> photos) {
    Shape input = engine.architecture().input();
    try (Session session = engine.open(targets, new Batch(1, input.height(), input.width()))) {
      int channels = session.shape(0).channels();
      float[] values = new float[session.shape(0).size()];
      double[] sums = new double[channels];
      for (Raster photo : photos) {
        session.forward(ReferencePhoto.square(photo, input.width(), input.height()).planes());
        session.read(0, 0, values);
        for (int i = 0; i < values.length; i++) {
          sums[i % channels] += values[i];
        }
      }
      float[] mean = new float[channels];
      double count = (double) photos.size() * session.shape(0).area();
      for (int c = 0; c < channels; c++) {
        mean[c] = (float) (sums[c] / count);
      }
      return mean;
    }
  }
}
