package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import phosphene.network.Resize.Scaling;
import phosphene.network.Resize.Section;

/**
 * The lengths that a Resize asks for.
 *
 * @param given what the values are
 * @param values one for each of the axes
 * @param axes those that are resized, all others are kept
 */
@SuppressWarnings("ArrayRecordComponent") // a few numbers, never compared
record ResizeSizes(Given given, double[] values, int[] axes) {
  /** What a node gives of its output. */
  enum Given {
    SCALES,
    /** Scales of floats that were doubles where the output's lengths were counted. */
    ROUNDED_SCALES,
    SIZES
  }

  /** Operators before opset 11 have scales of all axes. */
  static ResizeSizes scales(Call call) {
    double[] scales = reals(call.in(1));
    return new ResizeSizes(
        scales(call.producer()), scales, IntStream.range(0, scales.length).toArray());
  }

  private static Given scales(Producer producer) {
    return producer == Producer.PYTORCH ? Given.ROUNDED_SCALES : Given.SCALES;
  }

  static ResizeSizes of(Call call, int rank) {
    Optional<Tensor> scales = call.optional(2).filter(tensor -> tensor.size() > 0);
    Optional<Tensor> sizes = call.optional(3).filter(tensor -> tensor.size() > 0);
    if (scales.isEmpty() && sizes.isEmpty()) {
      throw new OnnxException("it has neither scales nor sizes");
    }
    int[] axes =
        call.node().has("axes")
            ? Arrays.stream(call.node().integers("axes"))
                .mapToInt(axis -> Extents.axis(axis, rank))
                .toArray()
            : IntStream.range(0, rank).toArray();
    Tensor values = scales.orElseGet(sizes::orElseThrow);
    if (values.size() != axes.length) {
      throw new OnnxException("it has " + values.size() + " scales for " + axes.length + " axes");
    }
    Given given = scales.isPresent() ? scales(call.producer()) : Given.SIZES;
    return new ResizeSizes(given, reals(values), axes);
  }

  static double[] reals(Tensor tensor) {
    return IntStream.range(0, tensor.size()).mapToDouble(tensor::at).toArray();
  }

  /** Where a tensor of these extents becomes longer or shorter. */
  List<Scaling> scalings(List<Section> sections, int... dims) {
    Scaling[] scalings = new Scaling[dims.length];
    Arrays.fill(scalings, new Scaling(1));
    for (int i = 0; i < axes.length; i++) {
      scalings[axes[i]] = new Scaling(factor(values[i], dims[axes[i]]), sections.get(i));
    }
    return List.of(scalings);
  }

  private double factor(double value, int length) {
    return switch (given) {
      case SCALES -> value;
      case ROUNDED_SCALES ->
          new Scaling(value).length(length) > value * length
              ? new Scaling(value).length(length) / length
              : value;
      case SIZES -> value / length;
    };
  }

  /** All of each axis. */
  List<Section> whole() {
    return Arrays.stream(axes).mapToObj(axis -> Section.ALL).toList();
  }

  /** The region of interest: all starts, then all ends. */
  List<Section> sections(Optional<Tensor> region) {
    double[] ends = region.map(ResizeSizes::reals).orElseGet(() -> new double[0]);
    if (ends.length != 2 * axes.length) {
      throw new OnnxException(
          "its roi has "
              + ends.length
              + " values (must be a start and an end of each of "
              + axes.length
              + " axes)");
    }
    return IntStream.range(0, axes.length)
        .mapToObj(i -> new Section(ends[i], ends[axes.length + i]))
        .toList();
  }
}
