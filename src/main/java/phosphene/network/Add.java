package phosphene.network;

import java.util.List;

/** The sum of all inputs, which have one shape. */
public record Add() implements Layer {
  @Override
  public Shape output(List<Shape> inputs) {
    Shape first = inputs.get(0);
    if (!inputs.stream().allMatch(first::equals)) {
      throw new IllegalArgumentException("Cannot add " + inputs + ": shapes differ");
    }
    return first;
  }
}
