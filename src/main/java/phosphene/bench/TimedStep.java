package phosphene.bench;

/**
 * What a step took and gave.
 *
 * @param seconds from the images on the device to the gradient on the device
 * @param gradient of the sum over the batch of the channel's mean, as large as the images; owned by
 *     this record
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes; compared by distanceTo
public record TimedStep(double seconds, float[] gradient) {

  /**
   * The relative Euclidean distance of the gradients. Rounding alone makes 1e-6 on VGG19; where it
   * carries one unit over the edge of its ReLU or pool, the gradient jumps by up to 1e-2, as it
   * does when one peer's own input changes by one ulp. Another computation is at about 1.
   */
  double distanceTo(TimedStep other) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < gradient.length; i++) {
      double d = (double) gradient[i] - other.gradient[i];
      difference += d * d;
      norm += (double) other.gradient[i] * other.gradient[i];
    }
    return Math.sqrt(difference / norm);
  }
}
