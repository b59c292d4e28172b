package phosphene.ascent;

import java.util.Arrays;
import phosphene.spec.Optimizer;

/**
 * Adam with one second moment for each block of values (Zhang et al., "Adam-mini", 2024) and a
 * decay of the values apart from the gradient (Loshchilov and Hutter, "Decoupled weight decay",
 * 2019).
 */
final class AdamMiniState extends MomentState {
  // The longest step of a value, in rates: one whose block is otherwise flat.
  private static final float LONGEST = 10;
  private final double rate;
  private final double decay;
  private final int[] blocks;
  private final int[] sizes;
  private final double[] sums;

  AdamMiniState(Optimizer.AdamMini asked, int[] blocks) {
    super(blocks.length);
    this.rate = asked.rate();
    this.decay = asked.decay();
    this.blocks = blocks;
    int last = 0;
    for (int block : blocks) {
      last = Math.max(last, block);
    }
    this.sizes = new int[last + 1];
    for (int block : blocks) {
      sizes[block]++;
    }
    this.sums = new double[sizes.length];
  }

  @Override
  public void step(float[] values, float[] gradient, double share) {
    count();
    measure(gradient);
    double length = share * rate;
    float corrected = (float) (length * Math.sqrt(1 - power2) / (1 - power1));
    float longest = (float) (length * LONGEST);
    float kept = (float) (1 - length * decay);
    for (int i = 0; i < values.length; i++) {
      mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
      square[i] = BETA2 * square[i] + (1 - BETA2) * (float) sums[blocks[i]];
      float step = corrected * mean[i] / ((float) Math.sqrt(square[i]) + EPSILON);
      values[i] = kept * values[i] + Math.max(-longest, Math.min(longest, step));
    }
  }

  /** The mean square of the gradient in each block. */
  private void measure(float[] gradient) {
    Arrays.fill(sums, 0);
    for (int i = 0; i < gradient.length; i++) {
      sums[blocks[i]] += (double) gradient[i] * gradient[i];
    }
    for (int block = 0; block < sums.length; block++) {
      sums[block] /= Math.max(1, sizes[block]);
    }
  }
}
