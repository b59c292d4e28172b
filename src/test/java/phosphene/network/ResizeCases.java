package phosphene.network;

import java.util.ArrayList;
import java.util.List;

/** Maps at other sizes. */
final class ResizeCases {
  /** Rows, columns. */
  private static final double[][] FACTORS = {{2, 3}, {0.5, 1.7}, {1, 0.3}, {0.15, 1.25}};

  // Sums of halves where an end is met, which no rounding puts beyond it.
  private static final List<Resize.Section> SECTIONS =
      List.of(
          new Resize.Section(0.25, 0.75),
          new Resize.Section(-0.25, 1.25),
          new Resize.Section(1, 0.3),
          new Resize.Section(0.5, 1.75));

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
    cases.addAll(cropped());
    return cases;
  }

  private static List<LayerCase> cropped() {
    List<LayerCase> cases = new ArrayList<>();
    for (Interpolation.Method method : Interpolation.Method.values()) {
      for (int i = 0; i < SECTIONS.size(); i++) {
        Resize.Section rows = SECTIONS.get(i);
        Resize.Section columns = SECTIONS.get((i + 1) % SECTIONS.size());
        double[] factor = FACTORS[i];
        cases.add(
            LayerCase.of(
                "cropped " + rows + columns + method,
                new Resize(
                    new Resize.Scaling(factor[0], rows),
                    new Resize.Scaling(factor[1], columns),
                    new Interpolation(
                        method,
                        Interpolation.Grid.CROPPED,
                        Interpolation.Ties.ROUND_PREFER_FLOOR,
                        -0.75,
                        0.3))));
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
      all.add(
          new Interpolation(
              Interpolation.Method.CUBIC_INSIDE, grid, Interpolation.Ties.FLOOR, -0.5));
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
