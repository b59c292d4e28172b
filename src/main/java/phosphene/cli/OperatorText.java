package phosphene.cli;

import java.util.Locale;
import phosphene.network.AveragePool;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Elementwise;
import phosphene.network.Extent;
import phosphene.network.GroupNormalization;
import phosphene.network.Layer;
import phosphene.network.LpPool;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Pointwise;
import phosphene.network.Reduce;
import phosphene.network.TransposedConvolution;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/**
 * What a node computes, in a few words, such as {@code conv 3x3/2 g32, ReLU}: a kernel, a stride, a
 * number of groups, a dilation {@code d2}, and the nonlinearity after it.
 */
final class OperatorText {
  private OperatorText() {}

  static String of(Node node, int inputChannels) {
    String operator = operator(node.layer(), inputChannels);
    return node.activation() == Elementary.NONE
        ? operator
        : operator + ", " + node.activation().label();
  }

  private static String operator(Layer layer, int inputChannels) {
    if (layer instanceof Convolution convolution) {
      boolean depthwise = convolution.groups() > 1 && convolution.groups() == inputChannels;
      String window = window(convolution.window());
      return depthwise
          ? "depthwise conv " + window
          : "conv " + window + groups(convolution.groups());
    }
    if (layer instanceof TransposedConvolution convolution) {
      return "transposed conv " + window(convolution.window()) + groups(convolution.groups());
    }
    if (layer instanceof MaxPool pool) {
      return "max pool " + window(pool.window());
    }
    if (layer instanceof AveragePool pool) {
      return "average pool " + window(pool.window());
    }
    if (layer instanceof LpPool pool) {
      return "Lp pool " + window(pool.window());
    }
    if (layer instanceof Elementwise elementwise) {
      return words(elementwise.operation().name());
    }
    if (layer instanceof Reduce reduce) {
      return words(reduce.operation().name()) + " over " + words(reduce.axes().toString());
    }
    if (layer instanceof GroupNormalization norm) {
      return "group norm" + groups(norm.groups());
    }
    return layer instanceof Pointwise || layer instanceof Dense
        ? "dense"
        : words(layer.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " "));
  }

  private static String words(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("[\\[\\]]", "");
  }

  private static String window(Window window) {
    return square(window.kernel()) + strides(window.stride()) + dilation(window.dilation());
  }

  private static String square(Extent extent) {
    return extent.rows() + "x" + extent.columns();
  }

  private static String strides(Extent stride) {
    return stride.equals(Extent.ONE)
        ? ""
        : "/" + (stride.rows() == stride.columns() ? stride.rows() : square(stride));
  }

  private static String dilation(Extent dilation) {
    return dilation.equals(Extent.ONE)
        ? ""
        : " d" + (dilation.rows() == dilation.columns() ? dilation.rows() : square(dilation));
  }

  private static String groups(int groups) {
    return groups == 1 ? "" : " g" + groups;
  }
}
