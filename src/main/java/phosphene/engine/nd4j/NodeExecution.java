package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.ReluRule;
import phosphene.spec.Tap;

/** A node's step with its nonlinearity, the gradients that are added to it, and its sums. */
final class NodeExecution implements Execution {
  private final Step step;
  private final NodeBuffers buffers;
  private final Nonlinearity nonlinearity;
  private final List<NativeOp> sums;
  private final Readers readers;
  private final List<ChannelGradient> channelGradients = new ArrayList<>();
  private final List<BandGradient> bandGradients = new ArrayList<>();

  /** Whether other executions read a node's value, and so have written its gradient. */
  enum Readers {
    NONE,
    SOME
  }

  /** A gradient to be added to one channel of one image. */
  private record ChannelGradient(Tap tap, int image, int channel, float[] gradient) {}

  /** Gradients to be added to several channels of one image. */
  private record BandGradient(Tap tap, int image, Channels channels, float[] gradients) {}

  NodeExecution(
      Step step,
      NodeBuffers buffers,
      Nonlinearity nonlinearity,
      List<NativeOp> sums,
      Readers readers) {
    this.step = step;
    this.buffers = buffers;
    this.nonlinearity = nonlinearity;
    this.sums = List.copyOf(sums);
    this.readers = readers;
  }

  @Override
  public void forward() {
    step.forward();
    nonlinearity.forward();
  }

  @Override
  public void backward(ReluRule rule) {
    if (readers == Readers.NONE) {
      HostTransfer.zero(buffers.outputGradient());
    }
    addGradients(Tap.POST);
    nonlinearity.backward(rule);
    addGradients(Tap.PRE);
    channelGradients.clear();
    bandGradients.clear();
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
    return tap == Tap.PRE ? buffers.output() : nonlinearity.value();
  }

  void addGradient(Tap tap, int image, int channel, float[] gradient) {
    channelGradients.add(new ChannelGradient(tap, image, channel, gradient.clone()));
  }

  /** Keeps {@code gradients} itself, no copy, until the backward pass. */
  void addGradient(Tap tap, int image, Channels channels, float[] gradients) {
    bandGradients.add(new BandGradient(tap, image, channels, gradients));
  }

  private void addGradients(Tap tap) {
    for (BandGradient added : bandGradients) {
      if (added.tap == tap) {
        added.channels.add(added.gradients, buffers.outputGradient(), added.image);
      }
    }
    for (ChannelGradient added : channelGradients) {
      if (added.tap == tap) {
        Channels.add(added.gradient, buffers.outputGradient(), added.image, added.channel);
      }
    }
  }

  @Override
  public void close() {
    step.close();
    nonlinearity.close();
    sums.forEach(NativeOp::close);
  }
}
