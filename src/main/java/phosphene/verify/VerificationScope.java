package phosphene.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.Manifest;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.SampleCheck;
import phosphene.spec.Job;
import phosphene.spec.Origins;
import phosphene.spec.SpecException;

/**
 * What of a gallery is to be verified.
 *
 * @param settings where network, weights, labels, photos and start are now, as {@code key=value}
 * @param cache folder of fetched weights
 * @param completeness whether a gallery must hold all that its job asks for
 * @param sample what is rendered again
 * @param version of Phosphene here
 */
public record VerificationScope(
    List<String> settings,
    Path cache,
    Completeness completeness,
    Optional<SampleCheck.Sample> sample,
    String version) {
  /**
   * Checks the settings.
   *
   * @throws SpecException if one is not of a place
   */
  public VerificationScope {
    settings = List.copyOf(settings);
    settings.forEach(VerificationScope::requirePlace);
  }

  private static void requirePlace(String setting) {
    List<String> keys = JobKinds.placeKeys();
    if (keys.stream().noneMatch(key -> setting.startsWith(key + "="))) {
      int last = keys.size() - 1;
      throw new SpecException(
          "Invalid --set: "
              + setting
              + " (must be "
              + String.join(", ", keys.subList(0, last))
              + " or "
              + keys.get(last)
              + ": where they are now)");
    }
  }

  /**
   * The network of a gallery.
   *
   * @throws SpecException if it is not at hand, or another one is
   */
  NetworkSource source(
      ObjectStore store, Manifest manifest, Job job, Origins origins, Configuration storage) {
    String hint = " (name them with --set weights=PLACE, or leave the plan out with --no-plan)";
    NetworkSource source;
    try {
      source = NetworkSource.open(job, cache, storage);
    } catch (SpecException e) {
      String message = origins.placed(e).getMessage();
      throw new SpecException("Cannot verify " + store.uri() + ": " + message + hint, e);
    }
    String here = source.network().sha256();
    String there = manifest.network().sha256();
    if (!here.equals(there)) {
      throw new SpecException(
          "Cannot verify "
              + store.uri()
              + ": the weights at hand are "
              + here
              + ", the gallery's "
              + there
              + hint);
    }
    String pixels = source.named().preprocessing();
    if (!pixels.equals(manifest.network().preprocessing())) {
      throw new SpecException(
          "Cannot verify "
              + store.uri()
              + ": the preprocessing at hand is "
              + pixels
              + ", the gallery's "
              + manifest.network().preprocessing()
              + hint);
    }
    return source;
  }

  /** Whether all images that a job asks for are looked for. */
  public enum Completeness {
    REQUIRED,
    LEFT_OUT
  }
}
