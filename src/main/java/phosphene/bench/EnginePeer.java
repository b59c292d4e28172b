package phosphene.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.engine.TargetChannel;
import phosphene.network.Node;
import phosphene.spec.Tap;

/**
 * Phosphene's own engine: the whole step that every peer does, or the focused one that an atlas
 * does, which computes a single filter of the last layer. Its seconds include the copies between
 * heap and device.
 */
public final class EnginePeer implements Peer {
  /** How much of the last layer is computed. */
  public enum Reach {
    WHOLE,
    FOCUSED
  }

  private final Workload workload;
  private final Reach reach;
  private final Engine engine;
  private final Map<List<Integer>, Session> sessions = new HashMap<>();

  private EnginePeer(Workload workload, Reach reach) {
    this.workload = workload;
    this.reach = reach;
    this.engine = Engines.known().onProcessor(Optional.empty(), workload.network());
  }

  /** Opens the workload's network. */
  public static EnginePeer open(Workload workload, Reach reach) {
    return new EnginePeer(workload, reach);
  }

  @Override
  public String name() {
    return reach == Reach.WHOLE ? "Phosphene" : "Phosphene, one filter";
  }

  @Override
  public TimedStep step(float[] images, int batch, int pixels) {
    Session session = sessions.computeIfAbsent(List.of(batch, pixels), size -> open(batch, pixels));
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

  private Session open(int batch, int pixels) {
    List<Node> nodes = workload.network().architecture().nodes();
    Target target = new Target(nodes.get(nodes.size() - 1).name(), Tap.PRE);
    if (reach == Reach.WHOLE) {
      return engine.open(List.of(target), new Batch(batch, pixels, pixels));
    }
    List<Integer> channels = java.util.Collections.nCopies(batch, workload.channel());
    return engine.focus(target, channels, pixels, pixels);
  }

  @Override
  public void close() {
    sessions.values().forEach(Session::close);
    engine.close();
  }
}
