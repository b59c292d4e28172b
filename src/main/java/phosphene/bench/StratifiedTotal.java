package phosphene.bench;

import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The total of a population that was sampled stratum by stratum, with the interval of Student's t
 * (Cochran, "Sampling Techniques", third edition, 1977: theorem 5.3 for the variance of the
 * estimate, equation 5.16 for the degrees of freedom, after Satterthwaite).
 *
 * @param strata at least one
 */
public record StratifiedTotal(List<Stratum> strata) {

  /**
   * A part of the population.
   *
   * @param size how many it has
   * @param sample means of groups of it
   * @param share of the stratum that is in the sample, 0..1: what was seen whole is certain
   */
  public record Stratum(int size, List<Double> sample, double share) {
    public Stratum {
      sample = List.copyOf(sample);
      if (size < 1 || !(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "Invalid stratum: %d, of which %s", size, share));
      }
      if (sample.isEmpty() || (sample.size() < 2 && share < 1)) {
        throw new IllegalArgumentException(
            "Invalid sample: " + sample.size() + " (must be at least 2 of what is not seen whole)");
      }
    }

    /** The estimate of the mean. */
    double mean() {
      return sample.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    /** The variance of the estimate of the total. */
    private double variance() {
      if (share == 1) {
        return 0;
      }
      double mean = mean();
      double squares = sample.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
      double spread = squares / (sample.size() - 1);
      return (double) size * size * (1 - share) * spread / sample.size();
    }
  }

  /** Two ends of an interval. */
  public record Interval(double low, double high) {}

  public StratifiedTotal {
    strata = List.copyOf(strata);
    if (strata.isEmpty()) {
      throw new IllegalArgumentException("Invalid strata: none (must be at least 1)");
    }
  }

  /** How many the population has. */
  public int size() {
    return strata.stream().mapToInt(Stratum::size).sum();
  }

  /** The estimate of the total. */
  public double total() {
    return strata.stream().mapToDouble(stratum -> stratum.size() * stratum.mean()).sum();
  }

  /** The standard error of that estimate. */
  public double standardError() {
    return Math.sqrt(variance());
  }

  private double variance() {
    return strata.stream().mapToDouble(Stratum::variance).sum();
  }

  /** How many independent deviations the standard error is as good as; infinite if it is 0. */
  public double degreesOfFreedom() {
    double variance = variance();
    double parts =
        strata.stream()
            .filter(stratum -> stratum.variance() > 0)
            .mapToDouble(s -> s.variance() * s.variance() / (s.sample().size() - 1))
            .sum();
    return variance == 0 ? Double.POSITIVE_INFINITY : variance * variance / parts;
  }

  /** The interval that holds the total in so many of all samples, 0..1. */
  public Interval interval(double confidence) {
    double error = standardError();
    if (error == 0) {
      return new Interval(total(), total());
    }
    double quantile =
        new TDistribution(degreesOfFreedom()).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(total() - quantile * error, total() + quantile * error);
  }
}
