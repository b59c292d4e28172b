package phosphene.bench;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import phosphene.network.Architecture;
import phosphene.network.AveragePool;
import phosphene.network.Axis;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Identity;
import phosphene.network.Layer;
import phosphene.network.LocalResponseNorm;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pad;
import phosphene.network.Padding;
import phosphene.network.Scale;
import phosphene.network.Window;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;
import phosphene.network.activation.Elementary;
import phosphene.network.activation.HardSigmoid;
import phosphene.network.activation.LeakyRelu;

/** The layers that libtorch's program knows, as it is told them: a word and numbers. */
final class LibtorchLayers {
  private LibtorchLayers() {}

  /** A layer or a nonlinearity: its word, its whole numbers, its other numbers. */
  record Words(String word, List<Integer> whole, List<Double> real) {
    private static Words of(String word, int... whole) {
      return new Words(word, java.util.Arrays.stream(whole).boxed().toList(), List.of());
    }

    private static Words of(String word, List<Double> real) {
      return new Words(word, List.of(), real);
    }

    void write(DataOutputStream out) throws IOException {
      out.writeUTF(word);
      out.writeInt(whole.size());
      for (int number : whole) {
        out.writeInt(number);
      }
      out.writeInt(real.size());
      for (double number : real) {
        out.writeDouble(number);
      }
    }
  }

  /** Why libtorch's program cannot run a network, naming a layer; empty if it can. */
  static Optional<String> refusal(Architecture architecture) {
    for (Node node : architecture.nodes()) {
      if (layer(node.layer()).isEmpty()) {
        return Optional.of(
            node.name() + " is a layer that it is not taught (" + named(node.layer()) + ")");
      }
      if (activation(node.activation()).isEmpty()) {
        return Optional.of(
            node.name()
                + " ends in a nonlinearity that it is not taught ("
                + node.activation().label()
                + ")");
      }
    }
    return Optional.empty();
  }

  private static String named(Layer layer) {
    return layer instanceof Record ? layer.toString() : layer.getClass().getSimpleName();
  }

  /** How a layer is said; empty if the program does not know it. */
  static Optional<Words> layer(Layer layer) {
    if (layer instanceof Convolution convolution) {
      return Optional.of(windowed("convolution", convolution.window(), convolution.groups()));
    } else if (layer instanceof MaxPool pool) {
      return framed(pool.window()).map(window -> windowed("max pool", window));
    } else if (layer instanceof AveragePool pool) {
      return averaged(pool);
    } else if (layer instanceof Concat concat) {
      return Optional.of(Words.of("concatenation", dimension(concat.axis())));
    } else if (layer instanceof Elementwise elementwise) {
      return Optional.of(Words.of(elementwise.operation().name().toLowerCase(Locale.ROOT)));
    } else if (layer instanceof Pad pad) {
      return Optional.of(padded(pad));
    } else if (layer instanceof LocalResponseNorm norm) {
      return Optional.of(
          new Words(
              "local response norm",
              List.of(norm.size()),
              List.of(norm.alpha(), norm.beta(), norm.k())));
    }
    return plain(layer).map(Words::of);
  }

  private static Optional<String> plain(Layer layer) {
    if (layer instanceof Dense) {
      return Optional.of("dense");
    } else if (layer instanceof Scale) {
      return Optional.of("scale");
    } else if (layer instanceof GlobalAveragePool) {
      return Optional.of("global average");
    }
    return layer instanceof Identity ? Optional.of("identity") : Optional.empty();
  }

  /** A border made beforehand counts as zeros in a mean, whatever the divisor. */
  private static Optional<Words> averaged(AveragePool pool) {
    boolean zeros = pool.divisor() == AveragePool.Divisor.WINDOW;
    Window window = pool.window();
    return window.dilation().equals(Extent.ONE) && (zeros || own(window))
        ? framed(window).map(framed -> windowed("average pool", framed, zeros ? 1 : 0))
        : Optional.empty();
  }

  /** Rounding up ends where the padding ends, which a border made beforehand does not tell. */
  private static Optional<Window> framed(Window window) {
    return window.rounding() != Window.Rounding.CEIL || own(window)
        ? Optional.of(window)
        : Optional.empty();
  }

  /** True if libtorch's pools make the padding themselves: at most half of a window. */
  private static boolean own(Window window) {
    Padding padding = window.padding();
    return padding.symmetric()
        && !window.rounding().same()
        && 2 * padding.top() <= window.height()
        && 2 * padding.left() <= window.width();
  }

  private static Words windowed(String word, Window window, int... first) {
    Padding padding = window.padding();
    int[] numbers = java.util.Arrays.copyOf(first, first.length + 11);
    int[] told = {
      window.height(),
      window.width(),
      window.strideY(),
      window.strideX(),
      window.dilation().rows(),
      window.dilation().columns(),
      padding.top(),
      padding.bottom(),
      padding.left(),
      padding.right(),
      rounding(window)
    };
    System.arraycopy(told, 0, numbers, first.length, told.length);
    return Words.of(word, numbers);
  }

  private static int rounding(Window window) {
    return switch (window.rounding()) {
      case FLOOR -> 0;
      case CEIL -> 1;
      case SAME -> 2;
      case SAME_LOWER -> 3;
    };
  }

  /** An axis among those of images x channels x rows x columns. */
  private static int dimension(Axis axis) {
    return switch (axis) {
      case CHANNELS -> 1;
      case ROWS -> 2;
      case COLUMNS -> 3;
    };
  }

  private static Words padded(Pad pad) {
    int mode =
        switch (pad.mode()) {
          case CONSTANT -> 0;
          case REFLECT -> 1;
          case EDGE -> 2;
        };
    Padding padding = pad.padding();
    return new Words(
        "pad",
        List.of(mode, padding.top(), padding.bottom(), padding.left(), padding.right()),
        List.of((double) pad.value()));
  }

  /** How a nonlinearity is said; empty if the program does not know it. */
  static Optional<Words> activation(Activation activation) {
    if (activation instanceof Clip clip) {
      return Optional.of(Words.of("clip", List.of(clip.min(), clip.max())));
    } else if (activation instanceof LeakyRelu leaky) {
      return Optional.of(Words.of("leaky-relu", List.of(leaky.alpha())));
    } else if (activation instanceof HardSigmoid sigmoid) {
      return Optional.of(Words.of("hard-sigmoid", List.of(sigmoid.alpha(), sigmoid.beta())));
    } else if (activation instanceof Elementary elementary) {
      return elementary(elementary).map(Words::of);
    }
    return Optional.empty();
  }

  private static Optional<String> elementary(Elementary function) {
    return switch (function) {
      case NONE, RELU, SIGMOID, TANH, SILU, GELU ->
          Optional.of(function.name().toLowerCase(Locale.ROOT));
      case HARD_SWISH -> Optional.of("hard-swish");
      default -> Optional.empty();
    };
  }
}
