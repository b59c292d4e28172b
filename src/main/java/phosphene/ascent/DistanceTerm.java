package phosphene.ascent;

import phosphene.engine.Session;

/**
 * How far a layer's activations a in one image are from those r in another: {@code |a - r|^2 /
 * |r|^2}, r being given. 1 is as far as nothing at all is.
 */
final class DistanceTerm implements ObjectiveTerm {
  private final Session session;
  private final int target;
  private final int image;
  private final int reference;
  private final float[] values;
  private final float[] wanted;
  private final float[] gradients;

  DistanceTerm(Session session, int target, int image, int reference) {
    this.session = session;
    this.target = target;
    this.image = image;
    this.reference = reference;
    this.values = new float[session.shape(target).size()];
    this.wanted = new float[values.length];
    this.gradients = new float[values.length];
  }

  private double read() {
    session.read(target, image, values);
    session.read(target, reference, wanted);
    double square = 0;
    for (float value : wanted) {
      square += (double) value * value;
    }
    return square;
  }

  @Override
  public double score() {
    double square = read();
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = (double) values[i] - wanted[i];
      sum += difference * difference;
    }
    return square > 0 ? sum / square : sum;
  }

  @Override
  public void addGradient(float factor) {
    add(read(), factor, 1);
  }

  /** The gradient that a would have if r were 0: at the photo itself the real one vanishes. */
  @Override
  public void addScale() {
    add(read(), 1, 0);
  }

  private void add(double square, float factor, float share) {
    float by = (float) (2 * factor / (square > 0 ? square : 1));
    for (int i = 0; i < values.length; i++) {
      gradients[i] = by * (values[i] - share * wanted[i]);
    }
    session.addGradient(target, image, gradients);
  }
}
