package phosphene.scan;

import java.util.List;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Raster;
import phosphene.network.Node;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/**
 * Says which class a network takes a picture for. Serves one thread; to be closed. A picture of
 * another size than the network's usual input is resized to it.
 */
public final class Classifier implements AutoCloseable {
  private final Shape input;
  private final Session session;
  private final float[] probabilities;

  /**
   * The likeliest class.
   *
   * @param index the first of equal ones
   */
  public record Top(int index, double probability) {}

  private Classifier(Shape input, Session session) {
    this.input = input;
    this.session = session;
    this.probabilities = new float[session.shape(0).size()];
  }

  /** Of a network that has classes. */
  public static Classifier open(Engine engine) {
    Node node = engine.architecture().classifier().orElseThrow();
    Shape input = engine.architecture().input();
    Batch alone = Batch.alone(input.height(), input.width());
    return new Classifier(input, engine.open(List.of(new Target(node.name(), Tap.POST)), alone));
  }

  /** What a picture is taken for. */
  public Top classify(Raster picture) {
    Area all = new Area(0, 0, picture.width(), picture.height());
    session.forward(Bicubic.resize(picture, all, input.width(), input.height()).planes());
    session.read(0, 0, probabilities);
    int top = 0;
    for (int i = 1; i < probabilities.length; i++) {
      top = probabilities[i] > probabilities[top] ? i : top;
    }
    return new Top(top, probabilities[top]);
  }

  @Override
  public void close() {
    session.close();
  }
}
