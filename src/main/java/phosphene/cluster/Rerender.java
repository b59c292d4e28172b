package phosphene.cluster;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.gallery.Findings;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.spec.AtlasJob;
import phosphene.spec.DreamJob;
import phosphene.spec.FlightJob;
import phosphene.spec.Job;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** Renders some pictures of a gallery again and compares the bytes; nothing is written. */
final class Rerender {
  private static final Map<Class<? extends Job>, Kind> KINDS =
      Map.of(
          AtlasJob.class, (job, source, storage, version) -> new Repaint.Sample(),
          DreamJob.class,
              (job, source, storage, version) ->
                  new Redream.Sample(DreamOrder.of((DreamJob) job, source, storage, version)),
          FlightJob.class,
              (job, source, storage, version) ->
                  Refly.Sample.of((FlightJob) job, source, storage, version),
          ScanJob.class, (job, source, storage, version) -> refused());

  private final VerificationScope.Sample sample;
  private final Manifest manifest;
  private final NetworkSource source;
  private final Remaking remaking;
  private final String version;

  private Rerender(
      VerificationScope.Sample sample,
      Manifest manifest,
      NetworkSource source,
      Remaking remaking,
      String version) {
    this.sample = sample;
    this.manifest = manifest;
    this.source = source;
    this.remaking = remaking;
    this.version = version;
  }

  /** How the pictures of a kind of job are made again. */
  private interface Kind {
    Remaking of(Job job, NetworkSource source, Configuration storage, String version);
  }

  private static Remaking refused() {
    throw new SpecException(
        "Cannot render scans again: verify compares tiles, dreams and frames only (leave out"
            + " --rerender)");
  }

  /**
   * Looks up what a job names.
   *
   * @throws SpecException if there are no photos where the job or a setting says
   */
  static Rerender of(
      Manifest manifest,
      Job job,
      NetworkSource source,
      VerificationScope.Sample sample,
      Configuration storage,
      String version) {
    Kind kind = java.util.Objects.requireNonNull(KINDS.get(job.getClass()));
    Remaking remaking = kind.of(job, source, storage, version);
    return new Rerender(sample, manifest, source, remaking, version);
  }

  /** Renders the sample and compares. */
  void run(Cluster cluster, ObjectStore store, Books books, Findings findings)
      throws InterruptedException {
    JavaSparkContext spark = cluster.context();
    source.file().ifPresent(file -> spark.addFile(file.toUri().toString()));
    Comparison comparison = new Comparison(version, findings);
    remaking.run(new Trial(sample, manifest.provenance(), source, store, books, spark, comparison));
    EngineRoom.clear();
    comparison.end();
  }
}
