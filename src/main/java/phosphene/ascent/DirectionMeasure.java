package phosphene.ascent;

import phosphene.spec.Objective.Kind.Measure;

/**
 * How far vectors go in a direction: {@code x.v max(0.1, cos)^power}, or the cosine alone (lucid,
 * optvis/objectives.py: _dot_cossim, with its floor and its epsilon).
 */
final class DirectionMeasure {
  private static final double FLOOR = 0.1;
  private static final double EPSILON = 1e-4;

  private final float[] direction;
  private final Measure measure;
  private final double power;
  private final double norm;

  DirectionMeasure(float[] direction, Measure measure, double power) {
    this.direction = direction;
    this.measure = measure;
    this.power = power;
    this.norm = Math.sqrt(dot(direction, 0, direction)) + EPSILON;
  }

  private static double dot(float[] values, int at, float[] direction) {
    double sum = 0;
    for (int c = 0; c < direction.length; c++) {
      sum += (double) values[at + c] * direction[c];
    }
    return sum;
  }

  /** The measure of the vector that begins at {@code at}. */
  double value(float[] values, int at) {
    double dot = dot(values, at, direction);
    if (measure == Measure.DOT && power == 0) {
      return dot;
    }
    double cosine = dot / (length(values, at) + EPSILON) / norm;
    return measure == Measure.COSINE ? cosine : dot * pow(Math.max(FLOOR, cosine), power);
  }

  /** Fills the vector of {@code gradient} there with {@code factor} times the gradient. */
  void gradient(float[] values, int at, double factor, float[] gradient) {
    double dot = dot(values, at, direction);
    double length = length(values, at);
    double cosine = dot / (length + EPSILON) / norm;
    double ofDot = measure == Measure.COSINE ? 0 : factor * pow(Math.max(FLOOR, cosine), power);
    double ofCosine = factor * cosineShare(dot, cosine);
    double along = ofDot + ofCosine / (length + EPSILON) / norm;
    double back = length > 0 ? ofCosine * cosine / (length * (length + EPSILON)) : 0;
    for (int c = 0; c < direction.length; c++) {
      gradient[at + c] = (float) (along * direction[c] - back * values[at + c]);
    }
  }

  /** By how much the measure grows with the cosine. */
  private double cosineShare(double dot, double cosine) {
    if (measure == Measure.COSINE) {
      return 1;
    }
    return power == 0 || cosine <= FLOOR ? 0 : dot * power * pow(cosine, power - 1);
  }

  private double length(float[] values, int at) {
    double sum = 0;
    for (int c = 0; c < direction.length; c++) {
      sum += (double) values[at + c] * values[at + c];
    }
    return Math.sqrt(sum);
  }

  /** The same on every machine. */
  private static double pow(double base, double power) {
    return power == 0 ? 1 : StrictMath.pow(base, power);
  }
}
