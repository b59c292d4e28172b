package phosphene.network.read.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import phosphene.network.Architecture;
import phosphene.network.Axis;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.spec.SpecException;

/**
 * The image among a graph's inputs.
 *
 * @param dims its extents; 0 where the file leaves one open
 * @param order the axes of its channels, rows and columns
 * @param range the value of white
 */
record OnnxInput(String name, List<Integer> dims, List<Integer> order, double range) {
  private static final int LARGEST = 1 << 14; // pixels along a side
  private static final double WHITE = 255; // of integers
  private static final int MOST_CHANNELS = 4; // of an image whose channels come last

  private static final List<Axis> DIMENSIONS = List.of(Axis.CHANNELS, Axis.ROWS, Axis.COLUMNS);

  // Usual sizes: ImageNet's crop, CIFAR's, those of Inception and of detectors, MNIST's.
  private static final List<Integer> SIDES = List.of(224, 32, 64, 299, 256, 28, 96, 128, 384);

  /**
   * The first input that can be an image.
   *
   * @throws SpecException if there is none
   */
  static OnnxInput of(OnnxFile file) {
    List<String> seen = new ArrayList<>();
    for (ValueInfoProto input : file.inputs()) {
      List<Integer> dims =
          input.getType().getTensorType().getShape().getDimList().stream()
              .map(OnnxInput::extent)
              .toList();
      if ((dims.size() == 4 || dims.size() == 3) && dims.stream().noneMatch(d -> d > LARGEST)) {
        return new OnnxInput(input.getName(), dims, order(dims), range(input));
      }
      seen.add(input.getName() + " " + dims);
    }
    throw new SpecException(
        String.format(
            Locale.ROOT,
            "Cannot import %s: none of its inputs is an image: %s (must have the axes batch,"
                + " channels, rows and columns)",
            file.path(),
            seen));
  }

  private static int extent(Dimension dimension) {
    long value = dimension.getDimValue();
    return value < 1 || value > Integer.MAX_VALUE ? value < 1 ? 0 : Integer.MAX_VALUE : (int) value;
  }

  /** Channels first, unless the last axis alone can be that of an image's channels. */
  private static List<Integer> order(List<Integer> dims) {
    int first = dims.size() - 3;
    boolean last =
        dims.get(dims.size() - 1) > 0
            && dims.get(dims.size() - 1) <= MOST_CHANNELS
            && (dims.get(first) == 0 || dims.get(first) > MOST_CHANNELS);
    return last ? List.of(first + 2, first, first + 1) : List.of(first, first + 1, first + 2);
  }

  private static double range(ValueInfoProto input) {
    int code = input.getType().getTensorType().getElemType();
    return ElementType.of(code).filter(type -> !type.real()).isPresent() ? WHITE : 1;
  }

  /** True if its values are whole numbers. */
  boolean integers() {
    return range == WHITE;
  }

  /** Colors or grey from 0 to {@link #range}. */
  Preprocessing preprocessing() {
    return Preprocessing.standard(channels())
        .then(Collections.nCopies(channels(), range), Collections.nCopies(channels(), 0.0));
  }

  int channels() {
    int named = dims.get(order.get(0));
    return named == 0 ? 3 : named;
  }

  /** The sizes that the usual input may have, the likeliest first. */
  List<Shape> sizes() {
    int rows = dims.get(order.get(1));
    int columns = dims.get(order.get(2));
    if (rows > 0 && columns > 0) {
      return List.of(new Shape(channels(), rows, columns));
    }
    return SIDES.stream()
        .map(each -> new Shape(channels(), rows > 0 ? rows : each, columns > 0 ? columns : each))
        .toList();
  }

  /** The image as the graph has it, for an input of that shape. */
  View view(Shape shape) {
    List<List<Factor>> axes = new ArrayList<>();
    for (int axis = 0; axis < dims.size(); axis++) {
      int at = order.indexOf(axis);
      axes.add(at < 0 ? List.of() : Factor.whole(DIMENSIONS.get(at), DIMENSIONS.get(at).of(shape)));
    }
    return new View(Architecture.INPUT, axes);
  }
}
