package phosphene.ascent;

import phosphene.engine.Session;

/** The mean over all positions of how far a layer's activations go in a direction. */
final class DirectionTerm implements ObjectiveTerm {
  private final Session session;
  private final int image;
  private final DirectionMeasure measure;
  private final int channels;
  private final int area;
  private final float[] values;
  private final float[] gradients;

  /** A direction at target 0. */
  DirectionTerm(Session session, int image, DirectionMeasure measure) {
    this.session = session;
    this.image = image;
    this.measure = measure;
    this.channels = session.shape(0).channels();
    this.area = session.shape(0).area();
    this.values = new float[session.shape(0).size()];
    this.gradients = new float[values.length];
  }

  @Override
  public double score() {
    session.read(0, image, values);
    double sum = 0;
    for (int at = 0; at < values.length; at += channels) {
      sum += measure.value(values, at);
    }
    return sum / area;
  }

  @Override
  public void addGradient(float factor) {
    session.read(0, image, values);
    for (int at = 0; at < values.length; at += channels) {
      measure.gradient(values, at, (double) factor / area, gradients);
    }
    session.addGradient(0, image, gradients);
  }
}
