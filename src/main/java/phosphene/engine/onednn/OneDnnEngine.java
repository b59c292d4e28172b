package phosphene.engine.onednn;

import java.util.List;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.SourceChannel;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.spec.Precision;

/** A network on oneDNN. */
final class OneDnnEngine implements Engine {
  private final Network network;
  private final PackedWeights weights;
  private final NativePool pool = new NativePool();
  private final Instructions instructions = OneDnn.instructions();
  private final Precision precision;
  private final data_type type;

  OneDnnEngine(Network network, Precision precision) {
    this.network = network;
    this.precision = precision;
    this.type =
        switch (precision) {
          case F32 -> data_type.f32;
          case BF16 -> data_type.bf16;
        };
    this.weights = new PackedWeights(network);
  }

  @Override
  public String name() {
    String name = OneDnn.describe();
    return precision == Precision.F32 ? name : name + " " + precision.text();
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public Architecture architecture() {
    return network.architecture();
  }

  @Override
  public Session open(List<Target> targets, Batch batch) {
    // Without the layers above: small images may leave nothing of those.
    Architecture cut = architecture().cut(targets.stream().map(Target::layer).toList());
    Setting setting = Setting.of(architecture(), batch, instructions, type);
    return OneDnnSession.open(cut, setting, weights, pool, targets);
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    Batch batch = new Batch(channels.size(), height, width);
    Architecture cut = architecture().cut(List.of(target.layer())); // as above
    List<Shape> shapes = List.copyOf(cut.shapes(height, width).values());
    List<SourceChannel> sources =
        channels.stream().map(channel -> SourceChannel.of(cut, shapes, target, channel)).toList();
    if (!sources.stream().allMatch(source -> source.node().layer() instanceof Convolution)) {
      return open(List.of(target), batch);
    }
    Setting setting = Setting.of(architecture(), batch, instructions, type);
    return OneDnnSession.focus(cut, setting, weights, pool, target, sources);
  }

  @Override
  public void close() {
    weights.close();
    pool.close();
  }
}
