package phosphene.engine.nd4j;

import phosphene.network.LocalResponseNorm;

/**
 * Local response normalization. The forward pass is ND4J's; its {@code lrn_bp} is not that pass's
 * derivative, so the gradient is computed here. With {@code s = k + a * sum x^2} and {@code y = x
 * s^-b}: {@code dx_j = g_j s_j^-b - 2 a b x_j * sum over c around j of g_c y_c / s_c}.
 */
final class LocalResponseStep implements Step {
  private final NodeBuffers buffers;
  private final LocalResponseNorm layer;
  private final double alpha;
  private final NativeOp forward;
  private final float[] x;
  private final float[] g;
  private final float[] s;
  private final float[] power;
  private final float[] share;

  LocalResponseStep(LocalResponseNorm layer, NodeBuffers buffers) {
    this.buffers = buffers;
    this.layer = layer;
    this.alpha = layer.alpha() / layer.size();
    this.forward =
        NativeOp.of("lrn")
            .reals(layer.k(), alpha, layer.beta())
            .integers(layer.size() / 2)
            .in(buffers.input())
            .out(buffers.output());
    int channels = (int) buffers.input().size(3);
    this.x = new float[(int) buffers.input().length()];
    this.g = new float[x.length];
    this.s = new float[channels];
    this.power = new float[channels];
    this.share = new float[channels];
  }

  @Override
  public void forward() {
    forward.run();
  }

  @Override
  public void backward() {
    HostTransfer.copy(buffers.input(), x);
    HostTransfer.copy(buffers.outputGradient(), g);
    for (int start = 0; start < x.length; start += s.length) {
      row(start);
    }
    HostTransfer.copy(g, buffers.inputGradient());
  }

  /** Replaces the gradient of one position's channels. */
  private void row(int start) {
    int channels = s.length;
    for (int c = 0; c < channels; c++) {
      share[c] = x[start + c] * x[start + c];
    }
    neighbours(share, s);
    for (int c = 0; c < channels; c++) {
      s[c] = (float) (layer.k() + alpha * s[c]);
    }
    powers();
    for (int c = 0; c < channels; c++) {
      share[c] = g[start + c] * x[start + c] * power[c] / s[c];
    }
    neighbours(share, s);
    float factor = (float) (2 * alpha * layer.beta());
    for (int c = 0; c < channels; c++) {
      g[start + c] = g[start + c] * power[c] - factor * x[start + c] * s[c];
    }
  }

  /** power = s ^ -beta; by square roots for the usual beta of 3/4. */
  private void powers() {
    if (layer.beta() == 0.75) {
      for (int c = 0; c < s.length; c++) {
        float root = (float) Math.sqrt(s[c]);
        power[c] = 1 / (root * (float) Math.sqrt(root));
      }
      return;
    }
    for (int c = 0; c < s.length; c++) {
      power[c] = (float) Math.pow(s[c], -layer.beta());
    }
  }

  /** Sums of the values around each channel. */
  private void neighbours(float[] values, float[] sums) {
    int reach = layer.size() / 2;
    System.arraycopy(values, 0, sums, 0, sums.length);
    for (int offset = 1; offset <= reach && offset < sums.length; offset++) {
      for (int c = offset; c < sums.length; c++) {
        sums[c] += values[c - offset];
      }
      for (int c = 0; c < sums.length - offset; c++) {
        sums[c] += values[c + offset];
      }
    }
  }

  @Override
  public void close() {
    forward.close();
  }
}
