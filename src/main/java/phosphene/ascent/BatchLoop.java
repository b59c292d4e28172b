package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Node;
import phosphene.network.TokenGrid;

/** A batch of tiles on the device: the ascent loop. */
final class BatchLoop implements AutoCloseable {
  private final Session session;
  private final ChannelObjective objective;
  private final List<TargetChannel> units;
  private final List<TileOptimizer> optimizers;
  private final int redirect;
  private final int extent;
  private final float[] canvases;
  private final float[] gradient;
  private final float[] rescued;
  private final float[] map;
  private final float[] mapGradient;
  private final List<UnitSources> sources;
  private final boolean[] faded;
  private final Engine engine;
  private final int canvas;

  BatchLoop(
      Engine engine,
      LayerContext context,
      List<Integer> channels,
      List<TileOptimizer> optimizers,
      int canvas) {
    Target target = new Target(context.layer(), context.objective().tap());
    this.engine = engine;
    this.canvas = canvas;
    this.units =
        IntStream.range(0, channels.size())
            .mapToObj(image -> new TargetChannel(0, image, channels.get(image)))
            .toList();
    this.sources =
        channels.stream()
            .map(
                channel ->
                    UnitSources.of(
                        engine.architecture(), context.layer(), context.objective(), channel))
            .toList();
    this.faded = new boolean[channels.size()];
    this.optimizers = optimizers;
    this.redirect = context.recipe().effort().redirect();
    this.extent = ColorTransform.COLORS * canvas * canvas;
    this.canvases = new float[optimizers.size() * extent];
    this.gradient = new float[canvases.length];
    this.rescued = new float[canvases.length];
    // Last: what fails before it leaves nothing on the device.
    this.session = engine.focus(target, channels, canvas, canvas);
    this.objective = ChannelObjective.of(context.objective(), session.shape(0), grids(engine));
    this.map = new float[session.shape(0).area()];
    this.mapGradient = new float[map.length];
    objective.gradient(mapGradient);
  }

  private static List<TokenGrid> grids(Engine engine) {
    return engine.architecture().nodes().stream()
        .map(Node::layer)
        .filter(TokenGrid.class::isInstance)
        .map(TokenGrid.class::cast)
        .toList();
  }

  /** Takes {@code count} steps with every tile. */
  void steps(int count, Ascent.Progress progress) {
    for (int step = 0; step < count; step++) {
      for (int i = 0; i < optimizers.size(); i++) {
        optimizers.get(i).disturb(canvases, i * extent);
      }
      session.forward(canvases);
      if (step < redirect) {
        look();
      }
      addGradients();
      session.backward(ReluRule.EXACT, gradient);
      if (step < redirect) {
        rescue();
      }
      for (int i = 0; i < optimizers.size(); i++) {
        optimizers.get(i).step(gradient, i * extent);
      }
      progress.stepped(optimizers.size());
    }
  }

  /** Looks which units fire nowhere; the gradient of an objective does not depend on the map. */
  private void look() {
    for (int i = 0; i < optimizers.size(); i++) {
      if (sources.get(i).canFade()) {
        session.read(units.get(i), map);
        faded[i] = sources.get(i).faded(map);
      }
    }
  }

  private void addGradients() {
    for (TargetChannel unit : units) {
      session.addGradient(unit, mapGradient);
    }
  }

  /** Gives tiles whose whole gradient is blocked, or leads nowhere, the redirected one. */
  private void rescue() {
    boolean ran = false;
    for (int i = 0; i < optimizers.size(); i++) {
      if (faded[i] || blocked(i)) {
        if (!ran) {
          addGradients();
          session.backward(ReluRule.REDIRECTED, rescued);
          ran = true;
        }
        System.arraycopy(rescued, i * extent, gradient, i * extent, extent);
      }
    }
  }

  private boolean blocked(int image) {
    for (int i = image * extent; i < (image + 1) * extent; i++) {
      if (gradient[i] != 0) {
        return false;
      }
    }
    return true;
  }

  /** The score of every tile's undisturbed image. */
  double[] scores() {
    for (int i = 0; i < optimizers.size(); i++) {
      optimizers.get(i).show(canvases, i * extent);
    }
    session.forward(canvases);
    double[] scores = new double[optimizers.size()];
    for (int i = 0; i < scores.length; i++) {
      session.read(units.get(i), map);
      scores[i] = objective.score(map);
    }
    return scores;
  }

  /** True if a unit that is to fire does so nowhere on the image that was last run. */
  boolean silent(int image) {
    session.read(units.get(image), map);
    float[] pixels = Arrays.copyOfRange(canvases, image * extent, (image + 1) * extent);
    return sources.get(image).silent(map, engine, pixels, canvas);
  }

  @Override
  public void close() {
    session.close();
  }
}
