package phosphene.job.dream;

import java.util.List;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Layout;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.IndexTable;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.JobWords;
import phosphene.job.run.NetworkSource;
import phosphene.spec.DreamJob;
import phosphene.spec.JobForm;

/** Dreams of photos, and their tours. */
public final class DreamKind implements JobKind<DreamJob> {
  static final GalleryPlaces PLACES =
      new GalleryPlaces(
          List.of(Layout.DREAMS, Layout.TOURS), List.of(GalleryPlaces.all(Layout.DREAMS)));

  @Override
  public JobForm<DreamJob> form() {
    return DreamJob.FORM;
  }

  @Override
  public JobWords words() {
    return new JobWords("dream", JobWords.Verb.RENDER, "tour");
  }

  @Override
  public GalleryPlaces places() {
    return PLACES;
  }

  @Override
  public List<IndexTable<?>> tables() {
    return List.of(DreamRow.TABLE);
  }

  @Override
  public PhotoUse photos() {
    return PhotoUse.READ;
  }

  @Override
  public ClaimedRun run(DreamJob job, JobContext context) {
    return DreamRun.of(job, context);
  }

  @Override
  public ImageRecheck recheck(
      DreamJob job, NetworkSource source, Configuration storage, String version) {
    return new DreamRecheck.Sample(DreamContext.of(job, source, storage, version));
  }
}
