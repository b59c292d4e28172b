package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;

import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.memory;
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Shape;

/** Layers of several inputs. */
final class MergePlans {
  private MergePlans() {}

  /** Adds a call that writes a function of two tensors' values into a third. */
  static void binary(Program program, int algorithm, memory left, memory right, memory result) {
    binary.primitive_desc description =
        new binary.primitive_desc(
            new binary.desc(algorithm, left.get_desc(), right.get_desc(), result.get_desc()),
            Program.attributes(),
            OneDnn.processor(),
            false);
    program.call(
        description,
        new binary(description),
        new Arguments()
            .with(DNNL_ARG_SRC_0, left)
            .with(DNNL_ARG_SRC_1, right)
            .with(DNNL_ARG_DST, result));
  }

  /** The sum of inputs of one shape; each of them receives the whole gradient. */
  record Sum(Format format) implements LayerPlan {
    @Override
    public void forward(Program program, List<Tensor> inputs, Tensor output) {
      if (inputs.size() == 1) {
        program.copy(inputs.get(0), output);
      }
      memory sum = output.memory();
      memory left = program.in(format, inputs.get(0)).memory();
      for (Tensor next : inputs.subList(1, inputs.size())) {
        binary(program, dnnl_binary_add, left, program.in(format, next).memory(), sum);
        left = sum;
      }
    }

    @Override
    public void backward(
        Program program,
        List<Tensor> inputs,
        Tensor output,
        Tensor gradient,
        List<Tensor> inputGradients) {
      inputGradients.forEach(inputGradient -> program.copy(gradient, inputGradient));
    }
  }

  /** Inputs one after the other along an axis; the gradient is cut apart again. */
  record Joined(Concat layer, Format format) implements LayerPlan {
    /** The plan in the session's order if its blocks can be cut where an input ends. */
    static Joined of(Concat layer, List<Shape> inputs, Format format) {
      boolean whole =
          layer.axis() != Axis.CHANNELS
              || inputs.stream().allMatch(shape -> format.order().cuts(shape.channels()));
      return new Joined(layer, whole ? format : format.in(Order.CHANNELS_LAST));
    }

    /** Where the axis is among images, channels, rows and columns. */
    private int dimension() {
      return switch (layer.axis()) {
        case CHANNELS -> 1;
        case ROWS -> 2;
        case COLUMNS -> 3;
      };
    }

    @Override
    public void forward(Program program, List<Tensor> inputs, Tensor output) {
      List<Tensor> parts = inputs.stream().map(in -> program.in(format, in)).toList();
      memory.desc descriptions = new memory.desc(parts.size());
      Arguments arguments = new Arguments();
      for (int i = 0; i < parts.size(); i++) {
        org.bytedeco.javacpp.Pointer.memcpy(
            descriptions.getPointer(i).data(), parts.get(i).desc().data(), descriptions.sizeof());
        arguments.with(DNNL_ARG_MULTIPLE_SRC + i, parts.get(i).memory());
      }
      concat.primitive_desc description =
          new concat.primitive_desc(
              output.desc(), dimension(), descriptions, OneDnn.processor(), Program.attributes());
      program.call(
          description, new concat(description), arguments.with(DNNL_ARG_DST, output.memory()));
    }

    @Override
    public void backward(
        Program program,
        List<Tensor> inputs,
        Tensor output,
        Tensor gradient,
        List<Tensor> inputGradients) {
      long[] offsets = new long[4];
      for (Tensor inputGradient : inputGradients) {
        memory.desc part =
            gradient
                .desc()
                .submemory_desc(Dims.of(gradient.images(), inputGradient.shape()), offsets.clone());
        program.copy(new memory(part, OneDnn.processor(), gradient.data()), inputGradient.memory());
        offsets[dimension()] += layer.axis().of(inputGradient.shape());
      }
    }
  }
}
