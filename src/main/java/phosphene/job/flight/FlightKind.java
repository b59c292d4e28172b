package phosphene.job.flight;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Layout;
import phosphene.gallery.index.FrameRow;
import phosphene.gallery.index.IndexTable;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.JobWords;
import phosphene.job.run.NetworkSource;
import phosphene.spec.FlightJob;
import phosphene.spec.JobForm;

/** Flights through filters: films. */
public final class FlightKind implements JobKind<FlightJob> {
  static final GalleryPlaces PLACES =
      new GalleryPlaces(
          List.of(Layout.FLIGHTS),
          List.of(
              new GalleryPlaces.Pictures(
                  Layout.FLIGHTS, Pattern.compile(Layout.FRAME), Layout.CHECKPOINT)));

  @Override
  public JobForm<FlightJob> form() {
    return FlightJob.FORM;
  }

  @Override
  public JobWords words() {
    return new JobWords("frame", JobWords.Verb.RENDER, "flight");
  }

  @Override
  public GalleryPlaces places() {
    return PLACES;
  }

  @Override
  public List<IndexTable<?>> tables() {
    return List.of(FrameRow.TABLE);
  }

  @Override
  public PhotoUse photos() {
    return PhotoUse.NONE;
  }

  @Override
  public ClaimedRun run(FlightJob job, JobContext context) {
    return FlightRun.of(job, context);
  }

  @Override
  public ImageRecheck recheck(
      FlightJob job, NetworkSource source, Configuration storage, String version) {
    return FlightRecheck.Sample.of(job, source, storage, version);
  }
}
