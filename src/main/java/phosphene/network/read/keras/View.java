package phosphene.network.read.keras;

import static phosphene.network.Axis.CHANNELS;
import static phosphene.network.Axis.COLUMNS;
import static phosphene.network.Axis.ROWS;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import phosphene.network.Axis;
import phosphene.network.Shape;

/**
 * A tensor of Keras as a view of a node's feature map.
 *
 * @param node that computes it
 * @param shape of that node
 * @param axes for each axis after the batch, those of the map that lie along it, the slowest first:
 *     [rows], [columns], [channels] of a map; [rows, columns, channels] of a flattened one. Those
 *     of extent 1 may be left out
 */
record View(String node, Shape shape, List<List<Axis>> axes) {
  static final List<List<Axis>> LAST = List.of(List.of(ROWS), List.of(COLUMNS), List.of(CHANNELS));
  static final List<List<Axis>> FIRST = List.of(List.of(CHANNELS), List.of(ROWS), List.of(COLUMNS));
  static final List<List<Axis>> VECTOR = List.of(List.of(CHANNELS));
  static final List<List<Axis>> TOKENS = List.of(List.of(COLUMNS), List.of(CHANNELS));

  private static final int MOST_VALUES = 1 << 26; // far more than any layer that flattens

  View {
    axes = axes.stream().map(List::copyOf).toList();
  }

  /** How Keras writes the shape, without the batch. */
  List<Integer> extents() {
    return axes.stream().map(this::extent).toList();
  }

  private int extent(List<Axis> axis) {
    return axis.stream().map(each -> each.of(shape)).reduce(1, Math::multiplyExact);
  }

  int rank() {
    return axes.size();
  }

  /** True if the axes are {@code wanted}, but for those of extent 1. */
  boolean is(List<List<Axis>> wanted) {
    return axes.size() == wanted.size()
        && places().entrySet().stream()
            .allMatch(place -> wanted.get(place.getValue()).contains(place.getKey()))
        && axes.stream().allMatch(axis -> longer(axis) <= 1);
  }

  private long longer(List<Axis> axis) {
    return axis.stream().filter(each -> each.of(shape) > 1).count();
  }

  /** For each direction of the map of more than one value, the axis along which it lies. */
  Map<Axis, Integer> places() {
    Map<Axis, Integer> places = new EnumMap<>(Axis.class);
    for (int i = 0; i < axes.size(); i++) {
      for (Axis each : axes.get(i)) {
        if (each.of(shape) > 1) {
          places.put(each, i);
        }
      }
    }
    return places;
  }

  /** True if an axis holds the channels and nothing else. */
  boolean channels(int axis) {
    List<Axis> along = axes.get(axis).stream().filter(each -> each.of(shape) > 1).toList();
    return along.isEmpty() ? shape.channels() == 1 : along.equals(List.of(CHANNELS));
  }

  /**
   * The axis that a layer's argument names.
   *
   * @param axis counted from the batch's, 0; or from the last, -1
   */
  int axis(int axis) throws UnsupportedLayerException {
    int found = axis < 0 ? axes.size() + axis : axis - 1;
    if (found < 0 || found >= axes.size()) {
      throw new UnsupportedLayerException(
          "has axis " + axis + " (must be one of the axes of " + extents() + ")");
    }
    return found;
  }

  /** The same values with their axes taken together: one axis. */
  View flat() {
    List<Axis> all = new ArrayList<>();
    axes.forEach(all::addAll);
    return new View(node, shape, List.of(all));
  }

  /** The same axes of another node. */
  View of(String other, Shape otherShape) {
    return new View(other, otherShape, axes);
  }

  /**
   * For each value in the order of Keras's axes, its place in the map, counted channel by channel,
   * row by row.
   *
   * @throws IllegalArgumentException if they are too many
   */
  int[] order() {
    if (shape.size() > MOST_VALUES) {
      throw new IllegalArgumentException("its input has " + shape.size() + " values");
    }
    int[] order = {0};
    for (Axis axis : flat().axes().get(0)) {
      int[] longer = new int[order.length * axis.of(shape)];
      for (int i = 0; i < longer.length; i++) {
        longer[i] = order[i / axis.of(shape)] + i % axis.of(shape) * stride(axis);
      }
      order = longer;
    }
    return order;
  }

  /** From one place along an axis to the next, where the map is counted. */
  private int stride(Axis axis) {
    return switch (axis) {
      case CHANNELS -> shape.area();
      case ROWS -> shape.width();
      case COLUMNS -> 1;
    };
  }
}
