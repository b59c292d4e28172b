package phosphene.engine.host;

/**
 * Values of the input in other places. Output and input are cut into as many equal parts; in each,
 * the output takes its blocks from places of the input's.
 *
 * @param parts such as all positions, or 1
 * @param block values that stay together, such as the channels of a position
 * @param sources for each block of a part of the output the place, in blocks, of its source in the
 *     part of the input; {@link #NOWHERE} for a block of {@code fill}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Gather(int parts, int block, int[] sources, float fill) implements HostLayer {
  /** The source of a block of {@code fill}. */
  public static final int NOWHERE = -1;

  @Override
  public void forward(float[][] inputs, float[] output) {
    float[] input = inputs[0];
    int size = input.length / parts;
    int to = 0;
    for (int part = 0; part < parts; part++) {
      for (int source : sources) {
        int from = part * size + source * block;
        for (int i = 0; i < block; i++) {
          output[to + i] = source == NOWHERE ? fill : input[from + i];
        }
        to += block;
      }
    }
  }

  @Override
  public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
    float[] gradient = inputGradients[0];
    int size = gradient.length / parts;
    int at = 0;
    for (int part = 0; part < parts; part++) {
      for (int source : sources) {
        int to = part * size + source * block;
        for (int i = 0; source != NOWHERE && i < block; i++) {
          gradient[to + i] += outputGradient[at + i];
        }
        at += block;
      }
    }
  }
}
