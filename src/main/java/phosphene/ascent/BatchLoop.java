package phosphene.ascent;

import java.util.Arrays;
import java.util.List;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.TargetChannel;

/** A batch of tiles on the device: the ascent loop. */
final class BatchLoop implements AutoCloseable {
  // The steps between two measurements of the parts' gradients, which hardly change in them.
  private static final int WEIGHED = 8;

  private final BatchObjective objective;
  private final Session session;
  private final List<TilePictures> tiles;
  private final int images;
  private final int redirect;
  private final int looks;
  private final int extent;
  private final float[] canvases;
  private final float[] gradient;
  private final float[] rescued;
  private final float[] map;
  private final List<UnitSources> sources;
  private final boolean[] faded;
  private final Engine engine;
  private final int canvas;

  /**
   * Opens the session of a batch.
   *
   * @param tiles that read the same
   */
  BatchLoop(
      Engine engine,
      LayerContext context,
      ResolvedObjective resolved,
      List<TilePictures> tiles,
      int canvas) {
    List<Integer> units = tiles.stream().map(TilePictures::unit).toList();
    this.engine = engine;
    this.canvas = canvas;
    this.tiles = tiles;
    this.images = resolved.images();
    this.sources = units.stream().map(resolved::sources).toList();
    this.faded = new boolean[tiles.size() * images];
    this.redirect = context.recipe().effort().redirect();
    this.looks = context.recipe().looks();
    this.extent = ColorTransform.COLORS * canvas * canvas;
    this.canvases = new float[tiles.size() * images * extent];
    this.gradient = new float[canvases.length];
    this.rescued = new float[canvases.length];
    // Last: what fails before it leaves nothing on the device.
    this.objective = new BatchObjective(resolved, engine, units, canvas);
    this.session = objective.session();
    this.map = new float[session.shape(0).area()];
  }

  /** Takes {@code count} looks at every tile: a step each, or several of them. */
  void steps(int count, Ascent.Progress progress) {
    for (int step = 0; step < count; step++) {
      for (int i = 0; i < tiles.size(); i++) {
        tiles.get(i).disturb(canvases, i * images * extent, extent);
      }
      session.forward(canvases);
      if (step / looks < redirect) {
        look();
      }
      if (objective.weighed() && step % WEIGHED == 0) {
        objective.weigh();
      }
      objective.addGradients();
      session.backward(ReluRule.EXACT, gradient);
      if (step / looks < redirect) {
        rescue();
      }
      for (int i = 0; i < tiles.size(); i++) {
        tiles.get(i).step(gradient, i * images * extent, extent);
      }
      progress.stepped(tiles.size());
    }
  }

  /** Looks which units fire nowhere. */
  private void look() {
    for (int i = 0; i < tiles.size(); i++) {
      for (int picture = 0; sources.get(i).canFade() && picture < pictures(i); picture++) {
        read(i, picture);
        faded[i * images + picture] = sources.get(i).faded(map);
      }
    }
  }

  private int pictures(int tile) {
    return tiles.get(tile).pictures().size();
  }

  /** Reads a tile's unit in one of its pictures. */
  private void read(int tile, int picture) {
    session.read(new TargetChannel(0, tile * images + picture, tiles.get(tile).unit()), map);
  }

  /** Gives pictures whose whole gradient is blocked, or leads nowhere, the redirected one. */
  private void rescue() {
    boolean ran = false;
    for (int i = 0; i < tiles.size(); i++) {
      for (int image = i * images; image < i * images + pictures(i); image++) {
        if (faded[image] || blocked(image)) {
          if (!ran) {
            objective.addGradients();
            session.backward(ReluRule.REDIRECTED, rescued);
            ran = true;
          }
          System.arraycopy(rescued, image * extent, gradient, image * extent, extent);
        }
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

  /** The score of every tile's undisturbed pictures. */
  double[] scores() {
    for (int i = 0; i < tiles.size(); i++) {
      tiles.get(i).show(canvases, i * images * extent, extent);
    }
    session.forward(canvases);
    double[] scores = new double[tiles.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = objective.score(i);
    }
    return scores;
  }

  /**
   * Raises the contrast of every tile notch by notch, as long as that raises its score, and shows
   * all tiles as they are to stay.
   *
   * @param notches at most
   * @param progress hears of every second look, which has half of a step's passes
   * @return the scores
   */
  double[] develop(int notches, Ascent.Progress progress) {
    double[] scores = scores();
    Contrast contrast = new Contrast(scores);
    for (int notch = 1; notch <= notches; notch++) {
      if (contrast.rises()) {
        contrast.raise(tiles);
        contrast.judge(scores());
      }
      if (notch % 2 == 1) {
        progress.stepped(tiles.size());
      }
    }
    if (notches > 0) {
      contrast.keep(tiles);
      return scores();
    }
    return scores;
  }

  /** True if a unit that is to fire does so nowhere on the pictures that were last run. */
  boolean silent(int tile) {
    for (int picture = 0; picture < pictures(tile); picture++) {
      if (sources.get(tile).isEmpty() || !silent(tile, picture)) {
        return false;
      }
    }
    return true;
  }

  private boolean silent(int tile, int picture) {
    read(tile, picture);
    int image = tile * images + picture;
    float[] pixels = Arrays.copyOfRange(canvases, image * extent, (image + 1) * extent);
    return sources.get(tile).silent(map, engine, pixels, canvas);
  }

  @Override
  public void close() {
    objective.close();
  }
}
