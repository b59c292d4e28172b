package phosphene.job.atlas;

import java.io.Serializable;
import java.util.List;
import phosphene.gallery.Judgement;
import phosphene.job.run.EngineCache;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.ShippedNetwork;
import phosphene.scan.Classifier;

/**
 * A network that says which class an image is of.
 *
 * @param match of the classes that images are of with its own
 */
record Judge(String name, ShippedNetwork network, ClassMatch match) implements Serializable {
  /** A network as judge of images of classes that {@code own} names. */
  static Judge of(NetworkSource source, List<String> own) {
    return new Judge(
        source.named().name(),
        source.shippedNetwork(),
        new ClassMatch(own, source.network().labels()));
  }

  /** Opens it on an executor. */
  Bench open() {
    return new Bench(this, Classifier.open(EngineCache.of(network).engine()));
  }

  /** The judge at work. */
  record Bench(Judge judge, Classifier classifier) implements AutoCloseable {
    Judgement judge(phosphene.image.pixel.Raster picture, int channel) {
      Classifier.Top top = classifier.classify(picture);
      List<String> names = judge.network.use().labels();
      return new Judgement(
          judge.name,
          judge.network.sha256(),
          top.index(),
          names.isEmpty() ? "" : names.get(top.index()).replace('_', ' '),
          top.probability(),
          judge.match.same(channel, top.index()).orElse(null));
    }

    @Override
    public void close() {
      classifier.close();
    }
  }
}
