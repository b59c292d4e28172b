package phosphene.network;

import java.util.List;
import phosphene.network.PlainForward.Tensor;

/** Layers that make values of several inputs, by plain loops. */
final class PlainJoins {
  private PlainJoins() {}

  /** Fills {@code out}; false if the layer is none of these. */
  static boolean apply(Layer layer, List<Tensor> inputs, Tensor out) {
    if (layer instanceof Elementwise elementwise) {
      join(elementwise.operation(), inputs, out);
    } else if (layer instanceof AttentionScores scores) {
      compare(scores, inputs.get(0), inputs.get(1), out);
    } else if (layer instanceof AttentionValues values) {
      weigh(values, inputs.get(0), inputs.get(1), out);
    } else {
      return false;
    }
    return true;
  }

  private static void join(Elementwise.Operation operation, List<Tensor> inputs, Tensor out) {
    for (int i = 0; i < out.values().length; i++) {
      int c = i / out.shape().area();
      int y = i / out.shape().width() % out.shape().height();
      int x = i % out.shape().width();
      double value = repeated(inputs.get(0), c, y, x);
      for (Tensor other : inputs.subList(1, inputs.size())) {
        value = joined(operation, value, repeated(other, c, y, x));
      }
      out.values()[i] = operation == Elementwise.Operation.AVERAGE ? value / inputs.size() : value;
    }
  }

  private static double repeated(Tensor in, int c, int y, int x) {
    Shape shape = in.shape();
    return in.at(
        shape.channels() == 1 ? 0 : c, shape.height() == 1 ? 0 : y, shape.width() == 1 ? 0 : x);
  }

  private static double joined(Elementwise.Operation operation, double a, double b) {
    return switch (operation) {
      case ADD, AVERAGE -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
      case MINIMUM -> Math.min(a, b);
    };
  }

  private static void compare(AttentionScores layer, Tensor queries, Tensor keys, Tensor out) {
    int depth = queries.shape().channels() / layer.heads();
    for (int key = 0; key < keys.shape().width(); key++) {
      for (int head = 0; head < layer.heads(); head++) {
        for (int query = 0; query < queries.shape().width(); query++) {
          double sum = 0;
          for (int c = head * depth; c < (head + 1) * depth; c++) {
            sum += queries.at(c, 0, query) * keys.at(c, 0, key);
          }
          out.values()[out.place(key, head, query)] = layer.scale() * sum;
        }
      }
    }
  }

  private static void weigh(AttentionValues layer, Tensor weights, Tensor values, Tensor out) {
    int depth = values.shape().channels() / layer.heads();
    for (int c = 0; c < values.shape().channels(); c++) {
      for (int query = 0; query < out.shape().width(); query++) {
        double sum = 0;
        for (int key = 0; key < values.shape().width(); key++) {
          sum += weights.at(key, c / depth, query) * values.at(c, 0, key);
        }
        out.values()[out.place(c, 0, query)] = sum;
      }
    }
  }
}
