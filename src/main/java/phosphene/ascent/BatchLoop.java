package phosphene.ascent;

import java.util.List;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;

/** A batch of tiles on the device: the ascent loop. */
final class BatchLoop implements AutoCloseable {
  private final Session session;
  private final ChannelObjective goal;
  private final List<Integer> channels;
  private final List<TileOptimizer> climbers;
  private final int redirect;
  private final int extent;
  private final float[] canvases;
  private final float[] gradient;
  private final float[] rescued;
  private final float[] map;
  private final float[] slope;

  BatchLoop(
      Engine engine,
      LayerContext subject,
      List<Integer> channels,
      List<TileOptimizer> climbers,
      int canvas) {
    Target target = new Target(subject.layer(), subject.objective().tap());
    this.channels = channels;
    this.climbers = climbers;
    this.redirect = subject.recipe().effort().redirect();
    this.extent = ColorTransform.COLOURS * canvas * canvas;
    this.canvases = new float[climbers.size() * extent];
    this.gradient = new float[canvases.length];
    this.rescued = new float[canvases.length];
    // Last: what fails before it leaves nothing on the device.
    this.session = engine.focus(target, channels, canvas, canvas);
    this.goal = ChannelObjective.of(subject.objective(), session.shape(0));
    this.map = new float[session.shape(0).area()];
    this.slope = new float[map.length];
  }

  /** Takes {@code count} steps with every tile. */
  void steps(int count, Ascent.Progress progress) {
    for (int step = 0; step < count; step++) {
      for (int i = 0; i < climbers.size(); i++) {
        climbers.get(i).disturb(canvases, i * extent);
      }
      session.forward(canvases);
      seed();
      session.backward(ReluRule.EXACT, gradient);
      if (step < redirect) {
        rescue();
      }
      for (int i = 0; i < climbers.size(); i++) {
        climbers.get(i).climb(gradient, i * extent);
      }
      progress.stepped(climbers.size());
    }
  }

  private void seed() {
    for (int i = 0; i < climbers.size(); i++) {
      TargetChannel site = site(i);
      session.read(site, map);
      goal.slope(map, slope);
      session.seed(site, slope);
    }
  }

  /** Gives tiles whose whole gradient is blocked the redirected one. */
  private void rescue() {
    boolean ran = false;
    for (int i = 0; i < climbers.size(); i++) {
      if (blocked(i)) {
        if (!ran) {
          seed();
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

  /** The score of every tile's undisturbed picture. */
  double[] scores() {
    for (int i = 0; i < climbers.size(); i++) {
      climbers.get(i).show(canvases, i * extent);
    }
    session.forward(canvases);
    double[] scores = new double[climbers.size()];
    for (int i = 0; i < scores.length; i++) {
      session.read(site(i), map);
      scores[i] = goal.score(map);
    }
    return scores;
  }

  /** The largest activation of a tile's channel on the picture that was last run. */
  float peak(int image) {
    session.read(site(image), map);
    float peak = Float.NEGATIVE_INFINITY;
    for (float value : map) {
      peak = Math.max(peak, value);
    }
    return peak;
  }

  private TargetChannel site(int image) {
    return new TargetChannel(0, image, channels.get(image));
  }

  @Override
  public void close() {
    session.close();
  }
}
