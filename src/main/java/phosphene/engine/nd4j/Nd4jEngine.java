package phosphene.engine.nd4j;

import java.util.List;
import phosphene.engine.Batch;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.SourceChannel;
import phosphene.engine.Target;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Layer;
import phosphene.network.Network;
import phosphene.network.Shape;
import phosphene.spec.SpecException;

/**
 * A network on ND4J. On a card each session belongs to the thread that opened it, which ND4J is
 * told to use that card.
 */
public final class Nd4jEngine implements Engine {
  private final Network network;
  private final DeviceWeights weights;
  private final NativeArrays arrays;
  private final MemoryPool pool;
  private final Device device;
  private final String name;

  private Nd4jEngine(Network network, Device device) {
    this.network = network;
    this.arrays = NativeArrays.asAsked();
    this.pool = new MemoryPool(arrays);
    this.weights = new DeviceWeights(network, arrays);
    this.device = device;
    this.name = Backend.describe();
  }

  /** Opens {@code network} on the processor. */
  public static Engine open(Network network) {
    return open(network, new Device.Cpu());
  }

  /**
   * Opens {@code network}; its weights move to the device as sessions ask for them.
   *
   * @throws phosphene.spec.SpecException if ND4J has loaded a backend for other devices, or a card
   *     does not compute what it should
   */
  public static Engine open(Network network, Device device) {
    Backend.require(device);
    if (device instanceof Device.Cuda) {
      DeviceSelfTest selfTest = new DeviceSelfTest();
      try (Engine engine = new Nd4jEngine(selfTest.network(), device)) {
        selfTest
            .complaint(engine)
            .ifPresent(
                complaint -> {
                  throw new SpecException("Cannot run nd4j on " + device.name() + ": " + complaint);
                });
      }
    }
    return new Nd4jEngine(network, device);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String device() {
    return device.name();
  }

  @Override
  public Architecture architecture() {
    return network.architecture();
  }

  @Override
  public Session open(List<Target> targets, Batch batch) {
    Backend.bind(device);
    // Without the layers above: small images may leave nothing of those.
    Architecture cut = architecture().cut(targets.stream().map(Target::layer).toList());
    return Nd4jSession.open(cut, weights, pool, targets, batch);
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    Backend.bind(device);
    Batch batch = new Batch(channels.size(), height, width);
    Architecture cut = architecture().cut(List.of(target.layer())); // as above
    List<Shape> shapes = List.copyOf(cut.shapes(height, width).values());
    List<SourceChannel> sources =
        channels.stream().map(channel -> SourceChannel.of(cut, shapes, target, channel)).toList();
    if (!sources.stream().allMatch(source -> singleFilters(source.node().layer()))) {
      return open(List.of(target), batch);
    }
    Shape shape = Nd4jSession.shape(cut, shapes, target);
    return Nd4jSession.focus(cut, weights, pool, sources, shape, batch);
  }

  /** True if one channel of a layer is a convolution of its own. */
  private static boolean singleFilters(Layer layer) {
    return layer instanceof Convolution convolution && ConvolutionSteps.run(convolution);
  }

  @Override
  public void close() {
    weights.close();
    pool.close();
    arrays.requireSound();
  }
}
