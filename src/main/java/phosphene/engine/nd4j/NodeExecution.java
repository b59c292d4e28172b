package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;
import phosphene.spec.Tap;

/** A node's step with its nonlinearity, the seeds that await it and the sums it takes part in. */
final class NodeExecution implements Execution {
  private final Step step;
  private final NodeBuffers wires;
  private final Rectifier rectifier;
  private final List<NativeOp> sums;
  private final Readers readers;
  private final List<Seed> seeds = new ArrayList<>();
  private final List<WideSeed> wideSeeds = new ArrayList<>();

  /** Whether other runs read a node's value, and so have written its slope. */
  enum Readers {
    NONE,
    SOME
  }

  /** A slope to be added to one channel of one image. */
  private record Seed(Tap tap, int image, int channel, float[] slope) {}

  /** Slopes to be added to several channels of one image. */
  private record WideSeed(Tap tap, int image, Channels channels, float[] slopes) {}

  NodeExecution(
      Step step, NodeBuffers wires, Rectifier rectifier, List<NativeOp> sums, Readers readers) {
    this.step = step;
    this.wires = wires;
    this.rectifier = rectifier;
    this.sums = List.copyOf(sums);
    this.readers = readers;
  }

  @Override
  public void forward() {
    step.forward();
    rectifier.forward();
  }

  @Override
  public void backward(ReluRule rule) {
    if (readers == Readers.NONE) {
      HostTransfer.zero(wires.outputSlope());
    }
    plant(Tap.POST);
    rectifier.backward(rule);
    plant(Tap.PRE);
    seeds.clear();
    wideSeeds.clear();
    step.backward();
    sums.forEach(NativeOp::run);
  }

  void read(Tap tap, int image, int channel, float[] map) {
    Channels.read(values(tap), image, channel, map);
  }

  void read(Tap tap, int image, Channels channels, float[] maps) {
    channels.read(values(tap), image, maps);
  }

  private INDArray values(Tap tap) {
    return tap == Tap.PRE ? wires.output() : rectifier.value();
  }

  void seed(Tap tap, int image, int channel, float[] slope) {
    seeds.add(new Seed(tap, image, channel, slope.clone()));
  }

  /** Keeps {@code slopes} itself, no copy, until the backward pass. */
  void seed(Tap tap, int image, Channels channels, float[] slopes) {
    wideSeeds.add(new WideSeed(tap, image, channels, slopes));
  }

  private void plant(Tap tap) {
    for (WideSeed seed : wideSeeds) {
      if (seed.tap == tap) {
        seed.channels.add(seed.slopes, wires.outputSlope(), seed.image);
      }
    }
    for (Seed seed : seeds) {
      if (seed.tap == tap) {
        Channels.add(seed.slope, wires.outputSlope(), seed.image, seed.channel);
      }
    }
  }

  @Override
  public void close() {
    step.close();
    rectifier.close();
    sums.forEach(NativeOp::close);
  }
}
