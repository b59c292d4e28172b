package phosphene.scan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.engine.Batch;
import phosphene.engine.Engine;
import phosphene.engine.Session;
import phosphene.engine.Target;
import phosphene.image.pixel.Raster;
import phosphene.network.Shape;
import phosphene.spec.Tap;

/**
 * Passes squares of photos through a network, as many together as were said, and takes the figures
 * of every unit. Serves one thread; to be closed.
 */
public final class Scanner implements AutoCloseable {
  private final List<Part> parts = new ArrayList<>();
  private final Optional<String> logits;
  private final boolean classified;
  private final Keep keep;
  private final Batch batch;
  private final Session session;
  private final float[] pixels;
  private final List<float[]> values = new ArrayList<>();

  /** Whether the values of all neurons are wanted. */
  public enum Keep {
    NEURONS,
    FIGURES
  }

  /** A layer, and the first of its targets among all. */
  private record Part(Reading reading, int first) {
    int end() {
      return first + reading.targets().size();
    }
  }

  private Scanner(
      Engine engine, List<String> layers, Optional<String> classifier, Keep keep, Batch batch) {
    this.classified = classifier.isPresent();
    this.logits = classifier.flatMap(node -> engine.architecture().logits());
    this.keep = keep;
    this.batch = batch;
    List<Target> targets = new ArrayList<>();
    for (String layer : layers) {
      Reading reading = Reading.of(engine.architecture(), layer);
      parts.add(new Part(reading, targets.size()));
      targets.addAll(reading.targets());
    }
    classifier.ifPresent(node -> targets.add(new Target(node, Tap.POST)));
    this.session = engine.open(targets, batch);
    this.pixels = new float[batch.images() * 3 * batch.height() * batch.width()];
    for (int i = 0; i < targets.size(); i++) {
      values.add(new float[session.shape(i).size()]);
    }
  }

  /**
   * A scanner for squares of the network's usual input.
   *
   * @param layers at least one
   * @param classifier the node that gives probabilities
   * @param images that pass the network together
   */
  public static Scanner open(
      Engine engine, List<String> layers, Optional<String> classifier, Keep keep, int images) {
    Shape input = engine.architecture().input();
    return new Scanner(
        engine, layers, classifier, keep, Batch.few(images, input.height(), input.width()));
  }

  /**
   * What each square excites.
   *
   * @param squares of the size of the network's input; as many as the scanner takes, or fewer
   */
  public List<PhotoActivations> scan(List<Raster> squares) {
    int size = pixels.length / batch.images();
    for (int i = 0; i < squares.size(); i++) {
      System.arraycopy(squares.get(i).planes(), 0, pixels, i * size, size);
    }
    session.forward(pixels);
    List<PhotoActivations> results = new ArrayList<>();
    for (int i = 0; i < squares.size(); i++) {
      results.add(activations(i));
    }
    return results;
  }

  private PhotoActivations activations(int image) {
    Map<String, LayerFigures> figures = new LinkedHashMap<>();
    List<Neurons.Span> spans = new ArrayList<>();
    Neurons neurons = new Neurons(keep == Keep.NEURONS ? kept() : 0);
    for (Part part : parts) {
      Shape shape = session.shape(part.first);
      List<float[]> read = values.subList(part.first, part.end());
      for (int i = 0; i < read.size(); i++) {
        session.read(part.first + i, image, read.get(i));
      }
      figures.put(part.reading.layer(), LayerFigures.of(part.reading, read, shape.channels()));
      if (keep == Keep.NEURONS && !classes(part)) {
        spans.add(neurons.add(part.reading, shape, read.get(0)));
      }
    }
    float[] probabilities = new float[0];
    if (classified) {
      int last = values.size() - 1;
      session.read(last, image, values.get(last));
      probabilities = values.get(last).clone();
    }
    return new PhotoActivations(
        probabilities,
        figures,
        keep == Keep.NEURONS
            ? Optional.of(new PhotoActivations.Kept(neurons, spans))
            : Optional.empty());
  }

  /** Neurons of all layers but the classes. */
  private int kept() {
    return parts.stream()
        .filter(part -> !classes(part))
        .mapToInt(part -> session.shape(part.first).size())
        .sum();
  }

  /** True of a layer that has a value a class: its probabilities are kept, which say the same. */
  private boolean classes(Part part) {
    return session.shape(part.first).area() == 1
        && logits.filter(part.reading.layer()::equals).isPresent();
  }

  @Override
  public void close() {
    session.close();
  }
}
