package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One native operation with its arrays bound once, so that a run allocates nothing. Closing lets go
 * of the arrays without freeing them; the native context, some hundred bytes, goes with this
 * object.
 */
final class NativeOp implements AutoCloseable {
  private final DynamicCustomOp operation;
  private final OpContext context;

  private NativeOp(DynamicCustomOp operation, OpContext context) {
    this.operation = operation;
    this.context = context;
  }

  static Builder of(String name) {
    return new Builder(name);
  }

  void run() {
    Nd4j.getExecutioner().exec(operation, context);
  }

  @Override
  public void close() {
    context.purge(); // its close() does nothing
  }

  /** Collects arrays and arguments in the order that the operation defines. */
  static final class Builder {
    private final String name;
    private final List<INDArray> inputs = new ArrayList<>();
    private int[] integers = {};
    private double[] reals = {};

    private Builder(String name) {
      this.name = name;
    }

    Builder in(INDArray... arrays) {
      inputs.addAll(List.of(arrays));
      return this;
    }

    Builder integers(int... values) {
      integers = values;
      return this;
    }

    Builder reals(double... values) {
      reals = values;
      return this;
    }

    NativeOp out(INDArray... outputs) {
      DynamicCustomOp.DynamicCustomOpsBuilder builder =
          DynamicCustomOp.builder(name)
              .addInputs(inputs.toArray(INDArray[]::new))
              .addOutputs(outputs);
      OpContext context = Nd4j.getExecutioner().buildContext();
      context.setInputArrays(inputs.toArray(INDArray[]::new));
      context.setOutputArrays(outputs);
      if (integers.length > 0) {
        builder.addIntegerArguments(integers);
        long[] wide = new long[integers.length];
        for (int i = 0; i < wide.length; i++) {
          wide[i] = integers[i];
        }
        context.setIArguments(wide);
      }
      if (reals.length > 0) {
        builder.addFloatingPointArguments(Arrays.stream(reals).boxed().toArray(Double[]::new));
        context.setTArguments(reals);
      }
      return new NativeOp(builder.build(), context);
    }
  }
}
