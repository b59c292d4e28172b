package phosphene.ascent;

import java.util.Arrays;
import phosphene.engine.Session;

/** The mean of the squares of a layer in one image. */
final class SquaresTerm implements ObjectiveTerm {
  private final Session session;
  private final int target;
  private final int image;
  private final LayerObjective squares;
  private final float[] values;
  private final float[] gradients;

  SquaresTerm(Session session, int target, int image) {
    int channels = session.shape(target).channels();
    this.session = session;
    this.target = target;
    this.image = image;
    this.squares = new LayerObjective.Squares(new LayerObjective.Band(channels, 0, channels));
    this.values = new float[session.shape(target).size()];
    this.gradients = new float[values.length];
  }

  @Override
  public double score() {
    session.read(target, image, values);
    return squares.total(values) / values.length;
  }

  @Override
  public void addGradient(float factor) {
    session.read(target, image, values);
    Arrays.fill(gradients, 0);
    squares.addGradient(values, factor / values.length, gradients);
    session.addGradient(target, image, gradients);
  }
}
