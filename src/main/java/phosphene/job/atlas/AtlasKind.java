package phosphene.job.atlas;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.GalleryPlaces;
import phosphene.gallery.Layout;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.ClaimedRun;
import phosphene.job.run.Expectation;
import phosphene.job.run.GalleryPages;
import phosphene.job.run.ImageRecheck;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobKind;
import phosphene.job.run.JobWords;
import phosphene.job.run.NetworkSource;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.spec.AtlasJob;
import phosphene.spec.JobForm;

/** Atlases: the images of units. */
public final class AtlasKind implements JobKind<AtlasJob> {
  static final GalleryPlaces PLACES =
      new GalleryPlaces(List.of("tiles"), List.of(GalleryPlaces.all("tiles")));

  @Override
  public JobForm<AtlasJob> form() {
    return AtlasJob.FORM;
  }

  @Override
  public JobWords words() {
    return new JobWords("tile", JobWords.Verb.RENDER, "tour");
  }

  @Override
  public GalleryPlaces places() {
    return PLACES;
  }

  @Override
  public List<IndexTable<?>> tables() {
    return List.of(TileRow.TABLE);
  }

  @Override
  public PhotoUse photos() {
    return PhotoUse.NONE;
  }

  @Override
  public ClaimedRun run(AtlasJob job, JobContext context) {
    return AtlasRun.of(job, context);
  }

  @Override
  public Optional<Expectation<AtlasJob>> expectation() {
    return Optional.of(AtlasKind::tiles);
  }

  private static List<Expectation.Expected> tiles(
      AtlasJob job, Network network, Configuration storage) {
    return ObjectiveFiles.read(job, network, storage).plan(job, network).tiles().stream()
        .map(tile -> new Expectation.Expected(tile.key().hex(), Layout.tile(tile.rendering(), tile.unit())))
        .toList();
  }

  @Override
  public ImageRecheck recheck(
      AtlasJob job, NetworkSource source, Configuration storage, String version) {
    return new TileRecheck.Sample(ObjectiveFiles.read(job, source.network(), storage));
  }

  @Override
  public Optional<GalleryPages> pages(ObjectStore store) {
    return Optional.of(new AtlasPages(store));
  }
}
