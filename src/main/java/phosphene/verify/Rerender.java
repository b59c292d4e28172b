package phosphene.verify;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.cluster.Cluster;
import phosphene.gallery.Findings;
import phosphene.gallery.Manifest;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;
import phosphene.job.run.EngineCache;
import phosphene.job.run.ImageComparison;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.SampleCheck;
import phosphene.spec.Job;

/** Renders some images of a gallery again and compares the bytes; nothing is written. */
final class Rerender {
  private final SampleCheck.Sample sample;
  private final Manifest manifest;
  private final NetworkSource source;
  private final ImageRecheck recheck;
  private final String version;

  private Rerender(
      SampleCheck.Sample sample,
      Manifest manifest,
      NetworkSource source,
      ImageRecheck recheck,
      String version) {
    this.sample = sample;
    this.manifest = manifest;
    this.source = source;
    this.recheck = recheck;
    this.version = version;
  }

  /**
   * Looks up what a job names.
   *
   * @throws phosphene.spec.SpecException if there are no photos where the job or a setting says, or
   *     images of this kind are not made again
   */
  static Rerender of(
      Manifest manifest,
      Job job,
      NetworkSource source,
      SampleCheck.Sample sample,
      Configuration storage,
      String version) {
    ImageRecheck recheck = JobKinds.of(job).recheck(job, source, storage, version);
    return new Rerender(sample, manifest, source, recheck, version);
  }

  /** Renders the sample and compares. */
  void run(Cluster cluster, ObjectStore store, IndexSnapshot snapshot, Findings findings)
      throws InterruptedException {
    JavaSparkContext spark = cluster.context();
    source.files().forEach(file -> spark.addFile(file.toUri().toString()));
    ImageComparison comparison = new ImageComparison(version, findings);
    recheck.run(
        new SampleCheck(
            sample, manifest.renderings(), source, store, snapshot.view(), spark, comparison));
    EngineCache.clear();
    comparison.end();
  }
}
