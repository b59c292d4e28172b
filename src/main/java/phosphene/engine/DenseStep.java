package phosphene.engine;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.network.Shape;

/**
 * A fully connected layer, one image at a time: a matrix product over a batch would round
 * differently from the products of its images.
 */
final class DenseStep implements Step {
  private final List<Kernel> forward = new ArrayList<>();
  private final List<Kernel> backward = new ArrayList<>();
  private final Kernel bias;

  DenseStep(Wires wires) {
    INDArray in = wires.input();
    Shape input = new Shape((int) in.size(3), (int) in.size(1), (int) in.size(2));
    INDArray kernel = wires.constants().dense(wires.node(), input);
    for (int i = 0; i < in.size(0); i++) {
      forward.add(
          Kernel.of("matmul").integers(0, 1, 0).in(row(in, i), kernel).out(row(wires.output(), i)));
      backward.add(
          Kernel.of("matmul")
              .integers(0, 0, 0)
              .in(row(wires.outputSlope(), i), kernel)
              .out(row(wires.inputSlope(), i)));
    }
    bias =
        Kernel.of("add")
            .in(wires.output(), wires.constants().bias(wires.node()))
            .out(wires.output());
  }

  private static INDArray row(INDArray batch, int image) {
    return Wires.image(batch, image).reshape('c', new long[] {1, batch.length() / batch.size(0)});
  }

  @Override
  public void forward() {
    forward.forEach(Kernel::run);
    bias.run();
  }

  @Override
  public void backward() {
    backward.forEach(Kernel::run);
  }

  @Override
  public void close() {
    forward.forEach(Kernel::close);
    backward.forEach(Kernel::close);
    bias.close();
  }
}
