package phosphene.engine.host;

import java.util.List;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;
import phosphene.network.Shape;

/** The two products of attention, head by head. */
final class HostAttention {
  private HostAttention() {}

  /** Part of the channels of each token: a row for each. */
  private static Matrix tokens(float[] values, Shape shape, int heads, int head) {
    int width = shape.channels() / heads;
    return Matrix.of(values, head * width, shape.width(), width, shape.channels());
  }

  /** A row for each query, a column for each key. */
  private static Matrix head(float[] values, int queries, int keys, int head) {
    return Matrix.of(values, head * queries * keys, queries, keys, keys);
  }

  static HostLayer scores(AttentionScores layer, List<Shape> inputs) {
    Shape queries = inputs.get(0);
    Shape keys = inputs.get(1);
    int heads = layer.heads();
    float scale = (float) layer.scale();
    return new HostLayer() {
      @Override
      public void forward(float[][] in, float[] output) {
        for (int h = 0; h < heads; h++) {
          tokens(in[0], queries, heads, h)
              .multiply(
                  tokens(in[1], keys, heads, h).turned(),
                  scale,
                  head(output, queries.width(), keys.width(), h));
        }
      }

      @Override
      public void backward(float[][] in, float[] outputGradient, float[][] gradients) {
        for (int h = 0; h < heads; h++) {
          Matrix g = head(outputGradient, queries.width(), keys.width(), h);
          g.multiply(tokens(in[1], keys, heads, h), scale, tokens(gradients[0], queries, heads, h));
          g.turned()
              .multiply(
                  tokens(in[0], queries, heads, h), scale, tokens(gradients[1], keys, heads, h));
        }
      }
    };
  }

  static HostLayer values(AttentionValues layer, List<Shape> inputs) {
    int queries = inputs.get(0).width();
    Shape values = inputs.get(1);
    Shape taken = layer.output(inputs);
    int heads = layer.heads();
    return new HostLayer() {
      @Override
      public void forward(float[][] in, float[] output) {
        for (int h = 0; h < heads; h++) {
          head(in[0], queries, values.width(), h)
              .multiply(tokens(in[1], values, heads, h), 1, tokens(output, taken, heads, h));
        }
      }

      @Override
      public void backward(float[][] in, float[] outputGradient, float[][] gradients) {
        for (int h = 0; h < heads; h++) {
          Matrix g = tokens(outputGradient, taken, heads, h);
          Matrix weights = head(in[0], queries, values.width(), h);
          g.multiply(
              tokens(in[1], values, heads, h).turned(),
              1,
              head(gradients[0], queries, values.width(), h));
          weights.turned().multiply(g, 1, tokens(gradients[1], values, heads, h));
        }
      }
    };
  }
}
