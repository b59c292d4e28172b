package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.host.Gather;
import phosphene.engine.onednn.Loops.Loop;
import phosphene.network.Shape;

/** Values in other places, image by image by one copy between two views of the memory. */
record MovePlan(Gather gather, Loops loops, Format format) implements LayerPlan {
  /** The plan of a gather, if it is regular, and what it leaves open is zero. */
  static Optional<LayerPlan> of(Gather gather, Shape in, data_type type) {
    int parts = gather.parts();
    int source = parts == 1 ? Integer.MAX_VALUE : in.size() / parts / gather.block();
    int target = parts == 1 ? Integer.MAX_VALUE : gather.sources().length;
    return Loops.of(gather)
        .filter(loops -> loops.places() == gather.sources().length || gather.fill() == 0)
        .filter(loops -> loops.nested(Loop::from, source) && loops.nested(Loop::to, target))
        .map(loops -> new MovePlan(gather, loops, new Format(Order.CHANNELS_LAST, type)));
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    Tensor input = program.in(format, inputs.get(0));
    settle(program, output);
    for (int image = 0; image < output.images(); image++) {
      program.copy(read(input, image), written(output, image));
    }
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    program.out(
        format,
        inputGradients.get(0),
        inputGradient -> {
          settle(program, inputGradient);
          for (int image = 0; image < gradient.images(); image++) {
            program.copy(written(gradient, image), read(inputGradient, image));
          }
        });
  }

  /** Makes a tensor zero that is not wholly written. */
  private void settle(Program program, Tensor target) {
    if (target.shape().size() > loops.places() * gather.parts() * gather.block()) {
      program.host(target::zero);
    }
  }

  /** The values of an image of the input's shape that are read, in the order of the loops. */
  private memory read(Tensor tensor, int image) {
    return view(tensor, image, loops.from(), Loop::from);
  }

  /** The values of an image of the output's shape that are written, in the order of the loops. */
  private memory written(Tensor tensor, int image) {
    return view(tensor, image, loops.to(), Loop::to);
  }

  private memory view(Tensor tensor, int image, int first, ToIntFunction<Loop> step) {
    int size = tensor.shape().size();
    List<Axis> axes = new ArrayList<>();
    axes.add(new Axis(gather.parts(), size / gather.parts()));
    for (int i = loops.loops().size() - 1; i >= 0; i--) {
      Loop loop = loops.loops().get(i);
      axes.add(new Axis(loop.count(), (long) step.applyAsInt(loop) * gather.block()));
    }
    axes.removeIf(axis -> axis.extent == 1);
    axes.add(new Axis(gather.block(), 1));
    long start = ((long) image * size + (long) first * gather.block()) * format.bytes();
    memory.desc form =
        new memory.desc(
            axes.stream().mapToLong(Axis::extent).toArray(),
            format.type(),
            axes.stream().mapToLong(Axis::stride).toArray());
    return new memory(form, OneDnn.processor(), tensor.data().getPointer(start));
  }

  private record Axis(long extent, long stride) {}
}
