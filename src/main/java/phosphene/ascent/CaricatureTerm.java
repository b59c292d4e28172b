package phosphene.ascent;

import phosphene.engine.Session;

/**
 * How much of a photo's activations r those of an image are: {@code a.r / |r|^2 max(0.1, cos)^power}
 * over all positions together (lucid, optvis/objectives.py: dot_compare), 1 for the photo itself.
 */
final class CaricatureTerm implements ObjectiveTerm {
  private final Session session;
  private final int image;
  private final int reference;
  private final double power;
  private final float[] values;
  private final float[] wanted;
  private final float[] gradients;

  /** A term on target 0. */
  CaricatureTerm(Session session, int image, int reference, double power) {
    this.session = session;
    this.image = image;
    this.reference = reference;
    this.power = power;
    this.values = new float[session.shape(0).size()];
    this.wanted = new float[values.length];
    this.gradients = new float[values.length];
  }

  private DirectionMeasure read() {
    session.read(0, image, values);
    session.read(0, reference, wanted);
    return new DirectionMeasure(wanted, phosphene.spec.Objective.Kind.Measure.DOT, power);
  }

  private double square() {
    double square = 0;
    for (float value : wanted) {
      square += (double) value * value;
    }
    return square > 0 ? square : 1;
  }

  @Override
  public double score() {
    return read().value(values, 0) / square();
  }

  @Override
  public void addGradient(float factor) {
    read().gradient(values, 0, factor / square(), gradients);
    session.addGradient(0, image, gradients);
  }
}
