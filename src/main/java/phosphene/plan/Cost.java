package phosphene.plan;

import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.spec.Objective;
import phosphene.spec.Recipe;

/**
 * What one tile of a layer costs.
 *
 * @param flopPerStep floating point operations of a forward and a backward pass
 * @param steps looks of the network in the first try, over all attempts; those at the finished
 *     image as what they come to
 * @param activationBytes of all activations of one image, which a device holds while it steps
 */
public record Cost(double flopPerStep, long steps, long activationBytes) {
  // A multiply-add counts as two operations, and a step passes the network forward and backward.
  private static final int OPERATIONS = 2;
  private static final int DIRECTIONS = 2;
  // Two tasks of this size fit beside a heap of 2 GB in 4 GB.
  private static final long BATCH_BYTES = 200L << 20;

  /**
   * The cost of a tile of {@code layer}: of the network up to there, with one channel of the layer
   * itself; of a concatenation all that it joins, which is more than is computed.
   */
  public static Cost of(Architecture architecture, String layer, Recipe recipe) {
    return of(architecture, layer, recipe, new Objective.Kind.Channel());
  }

  /** The same with an objective that may read whole layers, several of them, in several images. */
  public static Cost of(
      Architecture architecture, String layer, Recipe recipe, Objective.Kind kind) {
    List<String> reads = kind.reads(layer);
    int canvas = architecture.canvas(architecture.sizing(reads), recipe.canvas());
    Architecture cut = architecture.cut(reads);
    double multiplyAdds = 0;
    for (Map.Entry<String, Long> entry : cut.multiplyAdds(canvas, canvas).entrySet()) {
      int share = kind.single() ? share(cut, entry.getKey(), layer) : 1;
      multiplyAdds += (double) entry.getValue() / share;
    }
    long steps = recipe.effort().passes(recipe.looks());
    long bytes = ActivationMemory.of(cut, canvas, canvas).deviceBytes();
    double operations = kind.images() * OPERATIONS * DIRECTIONS * multiplyAdds;
    return new Cost(operations, steps, kind.images() * bytes);
  }

  private static int share(Architecture cut, String node, String layer) {
    return node.equals(layer)
            && cut.node(node).orElseThrow().layer() instanceof Convolution convolution
        ? convolution.filters()
        : 1;
  }

  /**
   * How many tiles pass the network together: as many as the engine wants, if they fit into a
   * modest part of memory.
   */
  public int batch(int wanted) {
    return (int) Math.max(1, Math.min(wanted, BATCH_BYTES / activationBytes));
  }

  /** Operations of the whole tile. */
  public double flop() {
    return flopPerStep * steps;
  }
}
