package phosphene.engine.host;

import phosphene.network.activation.Activation;
import phosphene.network.activation.Blocked;

/**
 * A nonlinearity in plain Java, on one image's values in the order row, column, channel.
 *
 * @param channels that the image has here
 * @param first of them in the layer
 * @param of how many the layer has
 */
public record HostActivation(Activation activation, int channels, int first, int of) {
  /** The nonlinearity of all channels of a layer. */
  public HostActivation(Activation activation, int channels) {
    this(activation, channels, 0, channels);
  }

  /** Replaces what the layer gives by its value. */
  public void forward(float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) activation.value(x[i], place(i));
    }
  }

  /** The place of a value in its layer, which may have more channels than are here. */
  private int place(int i) {
    return channels == of ? i : i / channels * of + first + i % channels;
  }

  /** Replaces the gradient by value with that by what the layer gives. */
  public void backward(float[] x, float[] gradient) {
    for (int i = 0; i < x.length; i++) {
      gradient[i] =
          gradient[i] == 0 ? 0 : (float) (gradient[i] * activation.derivative(x[i], place(i)));
    }
  }

  /**
   * As {@link #backward}, but where that lets nothing of the image pass, what leads out passes.
   *
   * @param x what the layer gives; of a function that only cuts off, its value does as well
   */
  public void redirected(float[] x, float[] gradient) {
    if (blocked(x, gradient)) {
      redirect(x, gradient);
    } else {
      backward(x, gradient);
    }
  }

  /** True if no place lets a gradient pass. */
  private boolean blocked(float[] x, float[] g) {
    for (int i = 0; i < x.length; i++) {
      if (g[i] != 0 && activation.blocked(x[i], place(i)) == Blocked.NO) {
        return false;
      }
    }
    return true;
  }

  /** Keeps what leads out of where the function is blocked. */
  private void redirect(float[] x, float[] g) {
    for (int i = 0; i < x.length; i++) {
      boolean out =
          switch (activation.blocked(x[i], place(i))) {
            case NO -> false;
            case BELOW -> g[i] > 0;
            case ABOVE -> g[i] < 0;
          };
      g[i] = out ? g[i] : 0;
    }
  }
}
