package phosphene.engine;

import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Shape;

/** A network on ND4J's CPU backend. */
public final class Nd4jEngine implements Engine {
  private final Network network;
  private final Constants constants;
  private final Blocks blocks = new Blocks();
  private final String name;

  private Nd4jEngine(Network network) {
    this.network = network;
    this.constants = new Constants(network);
    this.name = Backend.describe();
  }

  /** Opens {@code network}; its weights move to the device as sessions ask for them. */
  public static Engine open(Network network) {
    return new Nd4jEngine(network);
  }

  @Override
  public String name() {
    return name;
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
    return Nd4jSession.open(cut, constants, blocks, targets, batch);
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    Batch batch = new Batch(channels.size(), height, width);
    Architecture cut = architecture().cut(List.of(target.layer())); // as above
    List<Shape> shapes = List.copyOf(cut.shapes(height, width).values());
    List<Leaf> leaves =
        channels.stream().map(channel -> Leaf.of(cut, shapes, target, channel)).toList();
    if (!leaves.stream().allMatch(leaf -> leaf.node().layer() instanceof Convolution)) {
      return open(List.of(target), batch);
    }
    Shape shape = Nd4jSession.shape(cut, shapes, target);
    return Nd4jSession.focus(cut, constants, blocks, leaves, shape, batch);
  }

  @Override
  public void close() {
    constants.close();
    blocks.close();
  }
}
