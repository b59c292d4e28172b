package phosphene.ascent;

import phosphene.engine.Session;
import phosphene.network.Shape;

/** How alike some images that follow each other are to a layer. */
final class SimilarityTerm implements ObjectiveTerm {
  private final Session session;
  private final int target;
  private final int first;
  private final GramSimilarity similarity;
  private final float[][] layers;
  private final float[][] gradients;

  SimilarityTerm(Session session, int target, int first, int pictures) {
    Shape shape = session.shape(target);
    this.session = session;
    this.target = target;
    this.first = first;
    this.similarity = new GramSimilarity(pictures, shape.area(), shape.channels());
    this.layers = new float[pictures][shape.size()];
    this.gradients = new float[pictures][shape.size()];
  }

  private void read() {
    for (int i = 0; i < layers.length; i++) {
      session.read(target, first + i, layers[i]);
    }
  }

  @Override
  public double score() {
    read();
    return similarity.value(layers);
  }

  @Override
  public void addGradient(float factor) {
    read();
    similarity.gradient(layers, factor, gradients);
    for (int i = 0; i < layers.length; i++) {
      session.addGradient(target, first + i, gradients[i]);
    }
  }
}
