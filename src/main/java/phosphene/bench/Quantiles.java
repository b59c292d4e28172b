package phosphene.bench;

import java.util.List;

/** The least, middle and greatest of some measurements. */
public record Quantiles(double least, double median, double greatest) {

  /**
   * Of at least one value.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Quantiles of(List<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("Invalid rounds: none (must be at least 1)");
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Quantiles(sorted.get(0), median, sorted.get(sorted.size() - 1));
  }
}
