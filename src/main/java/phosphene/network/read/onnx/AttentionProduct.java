package phosphene.network.read.onnx;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.Axis;
import phosphene.network.Shape;

/** The two ways to lay out a product of matrices, one for each of a batch. */
record AttentionProduct(Step step, View left, View right) {
  View view() {
    GraphImport graph = step.graph();
    int scores = graph.cost(left, heads(-1)) + graph.cost(right, heads(-2));
    int values = graph.cost(left, weights()) + graph.cost(right, heads(-1));
    return scores <= values ? scores() : values();
  }

  private int rank() {
    return left.rank();
  }

  private int[] batch() {
    return IntStream.range(0, rank() - 2).toArray();
  }

  /** The batch and an axis as channels, the other one of the last two as columns. */
  private Layout.Axes heads(int axis) {
    int inner = rank() + axis;
    int other = inner == rank() - 1 ? rank() - 2 : rank() - 1;
    int[] channels = IntStream.concat(Arrays.stream(batch()), IntStream.of(inner)).toArray();
    return new Layout.Axes(channels, new int[0], new int[] {other});
  }

  private Layout.Axes weights() {
    return new Layout.Axes(new int[] {rank() - 1}, batch(), new int[] {rank() - 2});
  }

  private int count() {
    return Extents.size(Arrays.copyOf(left.dims(), rank() - 2));
  }

  private View scores() {
    GraphImport graph = step.graph();
    View queries = graph.laid(left, heads(-1));
    View keys = graph.laid(right, heads(-2));
    String node =
        graph.add(step.title(), new AttentionScores(count(), 1), queries.node(), keys.node());
    Shape shape = graph.shape(node);
    View out = new View(node, Collections.nCopies(rank(), List.of()));
    int stride = 1;
    for (int axis = rank() - 3; axis >= 0; axis--) {
      int size = left.dims()[axis];
      out = out.with(node, axis, List.of(new Factor(Axis.ROWS, stride, size)));
      stride *= size;
    }
    return out.with(node, rank() - 2, Factor.whole(Axis.COLUMNS, shape.width()))
        .with(node, rank() - 1, Factor.whole(Axis.CHANNELS, shape.channels()));
  }

  private View values() {
    GraphImport graph = step.graph();
    View mixed = graph.laid(left, weights());
    View values = graph.laid(right, heads(-1));
    String node =
        graph.add(step.title(), new AttentionValues(count()), mixed.node(), values.node());
    Shape shape = graph.shape(node);
    return values.with(node, rank() - 2, Factor.whole(Axis.COLUMNS, shape.width()));
  }
}
