package phosphene.primer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.image.pixel.Raster;
import phosphene.network.Preprocessing;

/**
 * The steps' data, of which the next is painted while the network learns from the present one.
 * Steps are asked for in increasing order.
 */
final class TrainingData implements AutoCloseable {
  private final ExecutorService painter =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "primer-painter");
            thread.setDaemon(true);
            return thread;
          });
  private final IntFunction<Batch> batches;
  private int next;
  private CompletableFuture<Batch> ahead;

  /** Images as network input, {@code count x 3 x height x width}, and their labels. */
  record Batch(float[] input, int[] labels, int height, int width) {

    /** The images as the network takes them. */
    static Batch of(List<Example> examples, Preprocessing preprocessing) {
      Raster first = examples.get(0).image();
      int area = first.width() * first.height();
      float[] input = new float[examples.size() * 3 * area];
      int[] labels = new int[examples.size()];
      for (int n = 0; n < examples.size(); n++) {
        labels[n] = examples.get(n).label();
        float[] planes = examples.get(n).image().planes();
        for (int c = 0; c < 3; c++) {
          float scale = (float) (255 * preprocessing.scale().get(c));
          float mean = preprocessing.mean().get(c).floatValue();
          int from = preprocessing.order().get(c) * area;
          for (int i = 0; i < area; i++) {
            input[(n * 3 + c) * area + i] = scale * planes[from + i] - mean;
          }
        }
      }
      return new Batch(input, labels, first.height(), first.width());
    }

    INDArray images() {
      return Nd4j.createFromArray(input).reshape(labels.length, 3, height, width);
    }

    DataSet data(int classes) {
      float[] wanted = new float[labels.length * classes];
      for (int n = 0; n < labels.length; n++) {
        wanted[n * classes + labels[n]] = 1;
      }
      return new DataSet(images(), Nd4j.createFromArray(wanted).reshape(labels.length, classes));
    }
  }

  TrainingData(IntFunction<Batch> batches, int first) {
    this.batches = batches;
    this.next = first;
    this.ahead = paint(first);
  }

  private CompletableFuture<Batch> paint(int step) {
    return CompletableFuture.supplyAsync(() -> batches.apply(step), painter);
  }

  /** The data of the next step. */
  Batch take() {
    Batch batch = ahead.join();
    ahead = paint(++next);
    return batch;
  }

  @Override
  public void close() {
    painter.shutdownNow();
  }
}
