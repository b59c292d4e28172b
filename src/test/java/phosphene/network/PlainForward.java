package phosphene.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import phosphene.network.activation.Elementary;

/**
 * A network run by plain loops in double precision: the definition of every layer, slow and without
 * a device.
 */
public final class PlainForward {
  private final Network network;

  public PlainForward(Network network) {
    this.network = network;
  }

  /** The value of a key that must be there. */
  public static <T> T named(Map<String, T> values, String key) {
    T value = values.get(key);
    if (value == null) {
      throw new AssertionError("no " + key);
    }
    return value;
  }

  /** A feature map. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Tensor(Shape shape, double[] values) {
    Tensor(Shape shape) {
      this(shape, new double[shape.size()]);
    }

    double at(int channel, int row, int column) {
      return values[(channel * shape.height() + row) * shape.width() + column];
    }

    /** The mean of every channel. */
    public double[] channelMeans() {
      double[] means = new double[shape.channels()];
      for (int i = 0; i < values.length; i++) {
        means[i / shape.area()] += values[i] / shape.area();
      }
      return means;
    }
  }

  /** The outputs of all nodes for an input that is preprocessed already. */
  public Map<String, Tensor> run(Tensor input) {
    Map<String, Tensor> outputs = new HashMap<>();
    outputs.put(Architecture.INPUT, input);
    for (Node node : network.architecture().nodes()) {
      List<Tensor> inputs = node.inputs().stream().map(outputs::get).toList();
      Tensor output = apply(node, inputs);
      if (node.activation() == Elementary.RELU) {
        for (int i = 0; i < output.values().length; i++) {
          output.values()[i] = Math.max(0, output.values()[i]);
        }
      }
      outputs.put(node.name(), output);
    }
    return outputs;
  }

  /** The input that an image of rows x columns x (red, green, blue) bytes becomes. */
  public Tensor preprocessed(double[] rgb, int height, int width) {
    Preprocessing how = network.architecture().preprocessing();
    Tensor input = new Tensor(new Shape(how.order().size(), height, width));
    for (int c = 0; c < how.order().size(); c++) {
      for (int i = 0; i < height * width; i++) {
        input.values()[c * height * width + i] =
            how.scale().get(c) * rgb[i * 3 + how.order().get(c)] - how.mean().get(c);
      }
    }
    return input;
  }

  private Tensor apply(Node node, List<Tensor> inputs) {
    Layer layer = node.layer();
    Tensor in = inputs.get(0);
    Tensor out = new Tensor(layer.output(inputs.stream().map(Tensor::shape).toList()));
    if (layer instanceof Convolution convolution) {
      convolve(convolution.window(), named(network.weights(), node.name()), in, out);
    } else if (layer instanceof Dense) {
      multiply(named(network.weights(), node.name()), in, out);
    } else if (layer instanceof MaxPool pool) {
      pool(pool.window(), in, out, Double.NEGATIVE_INFINITY, Math::max);
    } else if (layer instanceof AveragePool pool) {
      pool(pool.window(), in, out, 0, Double::sum);
      divide(pool, in, out);
    } else if (layer instanceof GlobalAveragePool) {
      System.arraycopy(in.channelMeans(), 0, out.values(), 0, out.values().length);
    } else if (layer instanceof LocalResponseNorm norm) {
      normalize(norm, in, out);
    } else if (layer instanceof Scale) {
      scale(named(network.weights(), node.name()), in, out);
    } else if (layer instanceof Pad pad) {
      pad(pad, in, out);
    } else if (layer instanceof Concat) {
      concatenate(inputs, out);
    } else if (layer.equals(Elementwise.ADD) || layer instanceof Identity) {
      inputs.forEach(each -> add(each, out));
    } else if (layer instanceof Softmax) {
      exponentiate(in, out);
    } else {
      throw new AssertionError(layer);
    }
    return out;
  }

  private static void scale(Weights weights, Tensor in, Tensor out) {
    for (int i = 0; i < out.values().length; i++) {
      int c = i / in.shape().area();
      out.values()[i] = in.values()[i] * weights.kernel()[c] + weights.bias()[c];
    }
  }

  private static void pad(Pad pad, Tensor in, Tensor out) {
    for (int c = 0; c < in.shape().channels(); c++) {
      for (int y = 0; y < in.shape().height(); y++) {
        for (int x = 0; x < in.shape().width(); x++) {
          int row = c * out.shape().height() + y + pad.padding().top();
          out.values()[row * out.shape().width() + x + pad.padding().left()] = in.at(c, y, x);
        }
      }
    }
  }

  private static void concatenate(List<Tensor> inputs, Tensor out) {
    int offset = 0;
    for (Tensor each : inputs) {
      System.arraycopy(each.values(), 0, out.values(), offset, each.values().length);
      offset += each.values().length;
    }
  }

  private static void add(Tensor in, Tensor out) {
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] += in.values()[i];
    }
  }

  private static void exponentiate(Tensor in, Tensor out) {
    double sum = 0;
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] = Math.exp(in.values()[i]);
      sum += out.values()[i];
    }
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] /= sum;
    }
  }

  private static void convolve(Window window, Weights weights, Tensor in, Tensor out) {
    int height = in.shape().height();
    int width = in.shape().width();
    int outWidth = out.shape().width();
    int area = window.height() * window.width();
    for (int f = 0; f < out.shape().channels(); f++) {
      Arrays.fill(
          out.values(), f * out.shape().area(), (f + 1) * out.shape().area(), weights.bias()[f]);
      for (int k = 0; k < in.shape().channels() * area; k++) {
        double weight = weights.kernel()[f * in.shape().channels() * area + k];
        int dy = k % area / window.width() - window.top(height);
        int dx = k % window.width() - window.left(width);
        for (int y = 0; y < out.shape().height(); y++) {
          int row = y * window.strideY() + dy;
          if (row < 0 || row >= height) {
            continue;
          }
          int from = (k / area * height + row) * width + dx;
          int to = (f * out.shape().height() + y) * outWidth;
          int first = dx >= 0 ? 0 : (-dx + window.strideX() - 1) / window.strideX();
          int end = Math.min(outWidth, Math.floorDiv(width - 1 - dx, window.strideX()) + 1);
          for (int x = first; x < end; x++) {
            out.values()[to + x] += weight * in.values()[from + x * window.strideX()];
          }
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

  private static void pool(
      Window window, Tensor in, Tensor out, double start, DoubleBinaryOperator operator) {
    int i = 0;
    for (int c = 0; c < out.shape().channels(); c++) {
      for (int y = 0; y < out.shape().height(); y++) {
        for (int x = 0; x < out.shape().width(); x++) {
          double value = start;
          int top = y * window.strideY() - window.top(in.shape().height());
          int left = x * window.strideX() - window.left(in.shape().width());
          for (int row = Math.max(0, top);
              row < Math.min(in.shape().height(), top + window.height());
              row++) {
            for (int column = Math.max(0, left);
                column < Math.min(in.shape().width(), left + window.width());
                column++) {
              value = operator.applyAsDouble(value, in.at(c, row, column));
            }
          }
          out.values()[i++] = value;
        }
      }
    }
  }

  private static void divide(AveragePool pool, Tensor in, Tensor out) {
    Tensor ones = new Tensor(in.shape());
    Arrays.fill(ones.values(), 1);
    Tensor counts = new Tensor(out.shape());
    pool(pool.window(), ones, counts, 0, Double::sum);
    for (int i = 0; i < out.values().length; i++) {
      out.values()[i] /=
          pool.divisor() == AveragePool.Divisor.VALID
              ? counts.values()[i]
              : pool.window().height() * pool.window().width();
    }
  }

  private static void normalize(LocalResponseNorm norm, Tensor in, Tensor out) {
    int area = in.shape().area();
    for (int i = 0; i < in.values().length; i++) {
      int c = i / area;
      double sum = 0;
      for (int j = Math.max(0, c - norm.size() / 2);
          j <= Math.min(in.shape().channels() - 1, c + norm.size() / 2);
          j++) {
        double neighbour = in.values()[i + (j - c) * area];
        sum += neighbour * neighbour;
      }
      out.values()[i] =
          in.values()[i] / Math.pow(norm.k() + norm.alpha() / norm.size() * sum, norm.beta());
    }
  }
}
