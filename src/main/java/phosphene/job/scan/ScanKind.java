package phosphene.job.scan;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Layout;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.JobWords;
import phosphene.job.run.NetworkSource;
import phosphene.spec.JobForm;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/** Scans: which neurons photos excite. */
public final class ScanKind implements JobKind<ScanJob> {
  static final GalleryPlaces PLACES =
      new GalleryPlaces(
          List.of(Layout.SCANS), List.of(GalleryPlaces.some(Layout.SCANS, Layout.Scan.names())));

  @Override
  public JobForm<ScanJob> form() {
    return ScanJob.FORM;
  }

  @Override
  public JobWords words() {
    return new JobWords("photo", new JobWords.Verb("scan", "Scanning", "Scanned"), "tour");
  }

  @Override
  public GalleryPlaces places() {
    return PLACES;
  }

  @Override
  public List<IndexTable<?>> tables() {
    return List.of(ScanRow.TABLE, UnitRow.TABLE);
  }

  @Override
  public PhotoUse photos() {
    return PhotoUse.READ;
  }

  @Override
  public ClaimedRun run(ScanJob job, JobContext context) {
    return ScanRun.of(job, context);
  }

  @Override
  public ImageRecheck recheck(
      ScanJob job, NetworkSource source, Configuration storage, String version) {
    throw new SpecException(
        "Cannot render scans again: verify compares tiles, dreams and frames only (leave out"
            + " --rerender)");
  }

  @Override
  public Optional<GalleryPages> pages(ObjectStore store) {
    return Optional.of(new ScanPages(store));
  }
}
