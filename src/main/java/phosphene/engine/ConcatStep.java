package phosphene.engine;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Channels side by side; the slope is cut apart again. */
final class ConcatStep implements Step {
  private static final int CHANNELS = 3;
  private final Kernel forward;
  private final Kernel backward;
  private final INDArray sizes;

  ConcatStep(Wires wires) {
    forward =
        Kernel.of("concat")
            .integers(CHANNELS)
            .in(wires.inputs().toArray(INDArray[]::new))
            .out(wires.output());
    int[] channels =
        wires.inputs().stream().mapToInt(array -> (int) array.size(CHANNELS)).toArray();
    sizes = Nd4j.createFromArray(channels);
    backward =
        Kernel.of("split_v")
            .integers(CHANNELS)
            .in(wires.outputSlope(), sizes)
            .out(wires.inputSlopes().toArray(INDArray[]::new));
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    backward.run();
  }

  @Override
  public void close() {
    forward.close();
    backward.close();
    sizes.close();
  }
}
