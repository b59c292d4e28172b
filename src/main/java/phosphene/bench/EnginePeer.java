package phosphene.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.spec.Precision;
import phosphene.spec.Tap;

/** One of Phosphene's own engines. Its seconds include the copies between heap and device. */
public final class EnginePeer implements Peer {
  private final Workload workload;
  private final EngineChoice choice;
  private final Engine engine;
  private final Use use;
  private Optional<Opened> opened = Optional.empty();

  private record Opened(int batch, int pixels, Session session) {}

  /**
   * A peer that has no session yet. It keeps that of the last batch only: several do not fit beside
   * the other peers.
   *
   * @param engine of that choice with the workload's network; the caller closes it
   */
  public EnginePeer(Workload workload, EngineChoice choice, Engine engine, Use use) {
    this.workload = workload;
    this.choice = choice;
    this.engine = engine;
    this.use = use;
  }

  /** What the engine is asked for. */
  public enum Use {
    /** The whole step of an image that always passes alone, as a flight's frames do. */
    ALONE(", always alone"),
    /** The whole step that every peer does, for any number of images. */
    WHOLE(""),
    /** The step that an atlas does: of the last layer a single filter is computed. */
    ONE_FILTER(", one filter");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  @Override
  public String name() {
    return "Phosphene, " + choice.name() + use.words;
  }

  @Override
  public double tolerance() {
    return choice.precision() == Precision.F32 ? Peer.super.tolerance() : Double.POSITIVE_INFINITY;
  }

  @Override
  public boolean takes(int batch) {
    return use != Use.ALONE || batch == 1;
  }

  @Override
  public TimedStep step(float[] images, int batch, int pixels) {
    Session session = session(batch, pixels);
    float[] map = new float[session.shape(0).area()];
    float[] mapGradient = new float[map.length];
    Arrays.fill(mapGradient, 1f / mapGradient.length);
    float[] gradient = new float[images.length];
    long begin = System.nanoTime();
    session.forward(images);
    for (int image = 0; image < batch; image++) {
      TargetChannel channel = new TargetChannel(0, image, workload.channel());
      session.read(channel, map);
      session.addGradient(channel, mapGradient);
    }
    session.backward(ReluRule.EXACT, gradient);
    return new TimedStep((System.nanoTime() - begin) / 1e9, gradient);
  }

  private Session session(int batch, int pixels) {
    if (opened.filter(one -> one.batch() == batch && one.pixels() == pixels).isEmpty()) {
      close();
      opened = Optional.of(new Opened(batch, pixels, open(batch, pixels)));
    }
    return opened.orElseThrow().session();
  }

  private Session open(int batch, int pixels) {
    Target target = new Target(workload.layer(), Tap.PRE);
    return switch (use) {
      case WHOLE -> engine.open(List.of(target), new Batch(batch, pixels, pixels));
      case ALONE -> engine.open(List.of(target), Batch.alone(pixels, pixels));
      case ONE_FILTER ->
          engine.focus(target, Collections.nCopies(batch, workload.channel()), pixels, pixels);
    };
  }

  @Override
  public void close() {
    opened.ifPresent(one -> one.session().close());
    opened = Optional.empty();
  }
}
