package phosphene.network;

import java.util.List;

/**
 * Inputs put together value by value. Where an input has one channel, one row or one column and
 * others have more, that one is repeated (NumPy's broadcasting).
 */
public record Elementwise(Operation operation) implements Layer {
  /** How two values become one; over more inputs it goes on from the left. */
  public enum Operation {
    ADD,
    /** The first less the second. */
    SUBTRACT,
    MULTIPLY,
    /** The first by the second. */
    DIVIDE,
    MAXIMUM,
    MINIMUM,
    /** The sum of all by their number. */
    AVERAGE;

    boolean binary() {
      return this == SUBTRACT || this == DIVIDE;
    }
  }

  /** The sum of all inputs. */
  public static final Elementwise ADD = new Elementwise(Operation.ADD);

  @Override
  public Shape output(List<Shape> inputs) {
    if (inputs.isEmpty() || (operation.binary() && inputs.size() != 2)) {
      throw new IllegalArgumentException("Invalid inputs of " + operation + ": " + inputs.size());
    }
    return inputs.stream().reduce((a, b) -> joined(a, b, inputs)).orElseThrow();
  }

  private Shape joined(Shape a, Shape b, List<Shape> inputs) {
    return new Shape(
        joined(a.channels(), b.channels(), inputs),
        joined(a.height(), b.height(), inputs),
        joined(a.width(), b.width(), inputs));
  }

  private int joined(int a, int b, List<Shape> inputs) {
    if (a != b && a != 1 && b != 1) {
      throw new IllegalArgumentException("Cannot " + operation + " " + inputs + ": shapes differ");
    }
    return Math.max(a, b);
  }

  @Override
  public Reach reach(int input, List<Shape> inputs) {
    Shape in = inputs.get(input);
    Shape out = output(inputs);
    Reach all = Reach.everywhere(in);
    return new Reach(
        in.height() == out.height() ? Reach.POINT.rows() : all.rows(),
        in.width() == out.width() ? Reach.POINT.columns() : all.columns());
  }
}
