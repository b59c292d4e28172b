package phosphene.network.activation;

import java.util.Arrays;

/**
 * x, or a trained slope times x where x is negative (He et al., "Delving Deep into Rectifiers",
 * 2015).
 *
 * @param slopes one per channel, or one per value in the order row, column, channel; owned by this
 *     record
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record PRelu(float[] slopes) implements Activation {
  public PRelu {
    if (slopes.length == 0) {
      throw new IllegalArgumentException("Invalid slopes: none");
    }
  }

  @Override
  public double value(double x, int index) {
    return x > 0 ? x : slopes[index % slopes.length] * x;
  }

  @Override
  public double derivative(double x, int index) {
    return x > 0 ? 1 : slopes[index % slopes.length];
  }

  @Override
  public boolean fixesSize(int channels) {
    return slopes.length > channels;
  }

  @Override
  public String label() {
    return "PReLU";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PRelu prelu && Arrays.equals(slopes, prelu.slopes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(slopes);
  }
}
