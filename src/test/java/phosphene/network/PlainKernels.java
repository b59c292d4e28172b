package phosphene.network;

import phosphene.network.PlainForward.Tensor;

/** Layers that multiply by trained kernels, by plain loops. */
final class PlainKernels {
  private PlainKernels() {}

  /** Fills {@code out}; false if the layer is none of these. */
  static boolean apply(Layer layer, Weights weights, Tensor in, Tensor out) {
    if (layer instanceof Convolution convolution) {
      convolve(convolution, weights, in, out);
    } else if (layer instanceof TransposedConvolution transposed) {
      spread(transposed, weights, in, out);
    } else if (layer instanceof Dense) {
      multiply(weights, in, out);
    } else if (layer instanceof Pointwise) {
      multiplyEach(weights, in, out);
    } else {
      return false;
    }
    return true;
  }

  private static void fill(float[] bias, Tensor out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = bias[i / out.shape().area()];
    }
  }

  private static void convolve(Convolution layer, Weights weights, Tensor in, Tensor out) {
    fill(weights.bias(), out);
    Window window = layer.window();
    PlainWindow rows = PlainWindow.rows(window, in.shape().height());
    PlainWindow columns = PlainWindow.columns(window, in.shape().width());
    int channels = in.shape().channels() / layer.groups();
    int filters = layer.filters() / layer.groups();
    int k = 0; // filters x channels of the group x rows x columns
    for (int f = 0; f < layer.filters(); f++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < rows.taps(); i++) {
          for (int j = 0; j < columns.taps(); j++) {
            double weight = weights.kernel()[k++];
            for (int y = 0; y < out.shape().height(); y++) {
              int row = rows.pixel(y, i);
              if (row >= 0 && row < in.shape().height()) {
                int from = in.place(f / filters * channels + c, row, 0);
                addLine(weight, in, from, columns, j, out, out.place(f, y, 0));
              }
            }
          }
        }
      }
    }
  }

  /** Adds to a line of the output what one tap reads of a line of the input. */
  private static void addLine(
      double weight, Tensor in, int from, PlainWindow columns, int tap, Tensor out, int to) {
    int width = in.shape().width();
    int stride = columns.stride();
    int shift = columns.pixel(0, tap);
    int first = shift >= 0 ? 0 : (-shift + stride - 1) / stride;
    for (int x = first; x < out.shape().width() && x * stride + shift < width; x++) {
      out.values()[to + x] += weight * in.values()[from + x * stride + shift];
    }
  }

  private static void spread(TransposedConvolution layer, Weights weights, Tensor in, Tensor out) {
    fill(weights.bias(), out);
    Window window = layer.window();
    int channels = in.shape().channels() / layer.groups();
    int filters = layer.filters() / layer.groups();
    int k = 0; // filters x channels of the group x rows x columns
    for (int f = 0; f < layer.filters(); f++) {
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < window.kernel().rows(); i++) {
          for (int j = 0; j < window.kernel().columns(); j++) {
            double weight = weights.kernel()[k++];
            int down = i * window.dilation().rows() - window.padding().top();
            int right = j * window.dilation().columns() - window.padding().left();
            spread(weight, window.stride(), in, f / filters * channels + c, out, f, down, right);
          }
        }
      }
    }
  }

  private static void spread(
      double weight, Extent stride, Tensor in, int c, Tensor out, int f, int down, int right) {
    for (int y = 0; y < in.shape().height(); y++) {
      for (int x = 0; x < in.shape().width(); x++) {
        int row = y * stride.rows() + down;
        int column = x * stride.columns() + right;
        if (row >= 0 && row < out.shape().height() && column >= 0 && column < out.shape().width()) {
          out.values()[out.place(f, row, column)] += weight * in.at(c, y, x);
        }
      }
    }
  }

  private static void multiply(Weights weights, Tensor in, Tensor out) {
    for (int o = 0; o < out.values().length; o++) {
      double sum = weights.bias()[o];
      for (int i = 0; i < in.values().length; i++) {
        sum += weights.kernel()[o * in.values().length + i] * in.values()[i];
      }
      out.values()[o] = sum;
    }
  }

  private static void multiplyEach(Weights weights, Tensor in, Tensor out) {
    fill(weights.bias(), out);
    int area = in.shape().area();
    int channels = in.shape().channels();
    for (int o = 0; o < out.shape().channels(); o++) {
      for (int c = 0; c < channels; c++) {
        double weight = weights.kernel()[o * channels + c];
        for (int i = 0; i < area; i++) {
          out.values()[o * area + i] += weight * in.values()[c * area + i];
        }
      }
    }
  }
}
