package phosphene.network;

import java.util.ArrayList;
import java.util.List;

/** Maps at other sizes. */
final class ResizeCases {
  /** Rows, columns. */
  private static final double[][] FACTORS = {{2, 3}, {0.5, 1.7}, {1, 0.3}, {0.15, 1.25}};

  private ResizeCases() {}

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    for (Interpolation interpolation : interpolations()) {
      for (double[] factor : FACTORS) {
        cases.add(
            LayerCase.of(
                "resize by " + factor[0] + ", " + factor[1] + " " + interpolation,
                new Resize(
                    new Resize.Scaling(factor[0]), new Resize.Scaling(factor[1]), interpolation)));
      }
    }
    return cases;
  }

  static List<Interpolation> interpolations() {
    List<Interpolation> all = new ArrayList<>();
    for (Interpolation.Grid grid : Interpolation.Grid.values()) {
      for (Interpolation.Ties ties : Interpolation.Ties.values()) {
        all.add(new Interpolation(Interpolation.Method.NEAREST, grid, ties, 0));
      }
      all.add(new Interpolation(Interpolation.Method.LINEAR, grid, Interpolation.Ties.FLOOR, 0));
      all.add(new Interpolation(Interpolation.Method.CUBIC, grid, Interpolation.Ties.FLOOR, -0.75));
    }
    all.add(
        new Interpolation(
            Interpolation.Method.CUBIC,
            Interpolation.Grid.HALF_PIXEL,
            Interpolation.Ties.FLOOR,
            -0.5));
    return all;
  }
}
