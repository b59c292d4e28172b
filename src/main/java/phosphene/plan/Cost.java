package phosphene.plan;

import java.util.List;
import java.util.Map;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.spec.Recipe;

/**
 * What one tile of a layer costs.
 *
 * @param flopPerStep floating point operations of a forward and a backward pass
 * @param steps of the first try, over all attempts; looks at the finished image as what they come to
 * @param activationBytes of all activations of one image, which a device holds while it steps
 */
public record Cost(double flopPerStep, long steps, long activationBytes) {
  // A multiply-add counts as two operations, and a step passes the network forward and backward.
  private static final int OPERATIONS = 2;
  private static final int DIRECTIONS = 2;
  // More than eight gains nothing on a CPU; two tasks of this size fit beside a heap of 2 GB in 4
  // GB.
  private static final int MOST_TILES = 8;
  private static final long BATCH_BYTES = 200L << 20;

  /**
   * The cost of a tile of {@code layer}: of the network up to there, with one channel of the layer
   * itself; of a concatenation all that it joins, which is more than is computed.
   */
  public static Cost of(Architecture architecture, String layer, Recipe recipe) {
    int canvas = architecture.canvas(layer, recipe.canvas());
    Architecture cut = architecture.cut(List.of(layer));
    double multiplyAdds = 0;
    for (Map.Entry<String, Long> entry : cut.multiplyAdds(canvas, canvas).entrySet()) {
      multiplyAdds += (double) entry.getValue() / share(cut, entry.getKey(), layer);
    }
    long steps = recipe.effort().passes();
    long bytes = ActivationMemory.of(cut, canvas, canvas).deviceBytes();
    return new Cost(OPERATIONS * DIRECTIONS * multiplyAdds, steps, bytes);
  }

  private static int share(Architecture cut, String node, String layer) {
    return node.equals(layer)
            && cut.node(node).orElseThrow().layer() instanceof Convolution convolution
        ? convolution.filters()
        : 1;
  }

  /** How many tiles pass the network together: as many as fit into a modest part of memory. */
  public int batch() {
    return (int) Math.max(1, Math.min(MOST_TILES, BATCH_BYTES / activationBytes));
  }

  /** Operations of the whole tile. */
  public double flop() {
    return flopPerStep * steps;
  }
}
