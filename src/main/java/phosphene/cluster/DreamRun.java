package phosphene.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Manifest;
import phosphene.gallery.ObjectStore;
import phosphene.gallery.Provenance;
import phosphene.gallery.StoreException;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.plan.DreamCost;
import phosphene.plan.DreamKey;
import phosphene.plan.Mixes;
import phosphene.spec.DreamJob;
import phosphene.spec.SpecException;

/**
 * A dream job from its claim on the gallery to the last sheet. What can be refused without looking
 * through the collection is refused when it is made, before Spark starts. A claimed gallery is the
 * job's until it is closed.
 */
public final class DreamRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DreamRun.class);
  // A dream's cost is all but proportional to its pixels; this is a photo of usual size.
  private static final int SIDE = 1024;

  private final DreamJob job;
  private final NetworkSource source;
  private final Map<String, Mixes.Planned> mixes;
  private final DreamOrder order;
  private final PhotoSite site;
  private final ObjectStore store;
  private final Claim claim;

  private DreamRun(
      DreamJob job,
      NetworkSource source,
      Map<String, Mixes.Planned> mixes,
      DreamOrder order,
      PhotoSite site) {
    this.job = job;
    this.source = source;
    this.mixes = mixes;
    this.order = order;
    this.site = site;
    this.store = site.store();
    this.claim =
        new Claim(store, new Manifest(DreamKey.FORMAT, "dream", order.provenance(), job.json()));
  }

  /**
   * Looks up what a job names.
   *
   * @param version of Phosphene
   * @throws SpecException if the network does not have what the job names, there are no photos at
   *     that place, or the guide cannot be read
   */
  public static DreamRun of(
      DreamJob job, NetworkSource source, Configuration storage, String version) {
    Map<String, Mixes.Planned> mixes = Mixes.of(job, source.network().architecture());
    DreamOrder order = DreamOrder.of(job, source, storage, version);
    PhotoSite site = PhotoSite.of(job.photos(), job.output(), storage);
    return new DreamRun(job, source, mixes, order, site);
  }

  /**
   * Claims the job's gallery.
   *
   * @param tell hears why it takes long
   * @throws SpecException if the output cannot be written, holds another job's gallery, or another
   *     job writes there
   */
  public void claim(Consumer<String> tell) throws InterruptedException {
    claim.take(tell);
  }

  /**
   * Looks whether the job's gallery could be claimed, and leaves the place as it is.
   *
   * @throws SpecException if it holds another job's gallery
   */
  public void check() {
    claim.check();
  }

  /** The mixes of the job by their names. */
  public Map<String, Mixes.Planned> mixes() {
    return mixes;
  }

  /** Where the gallery is, as a URI. */
  public String output() {
    return store.uri();
  }

  /** Where the photos are, as a URI. */
  public String photos() {
    return order.place().root();
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @throws SpecException if there are no photos
   */
  public Survey survey(Cluster cluster) {
    Map<String, Survey.Price> prices = new LinkedHashMap<>();
    mixes.forEach(
        (name, planned) -> prices.put(name, new Survey.Price(0, flopPerPixel(planned.cost()))));
    Optional<Dataset<Row>> known = new IndexView(cluster, store).find(IndexTable.DREAMS);
    return site.survey(cluster, new Survey.Wanted(prices, "dreams"), known);
  }

  private static double flopPerPixel(DreamCost cost) {
    return cost.flop(SIDE, SIDE) / ((double) SIDE * SIDE);
  }

  /** True if the gallery holds all that the job asks for, contact sheets included. */
  public boolean finished(Survey survey, Cluster cluster) {
    return survey.totals().missing() == 0
        && sheets(cluster).owed().isEmpty()
        && (!tours() || tours(cluster).owed(survey.photos()).isEmpty());
  }

  /** True if the job asks for tours. */
  public boolean tours() {
    return job.dreaming().tour() == DreamJob.Tour.FILM;
  }

  private Tours tours(Cluster cluster) {
    return new Tours(cluster, store, Mixes.inOrder(mixes, source.network().architecture()));
  }

  private FolderSheets sheets(Cluster cluster) {
    return new FolderSheets(
        cluster, store, order.provenance().network().name(), List.copyOf(mixes.keySet()));
  }

  /**
   * Dreams what is missing, then draws the contact sheets of the folders that changed or have none,
   * films the tours that are not there, and leaves a summary in the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; the dreams of finished partitions
   *     are in the index
   * @throws StoreException if another job has taken the gallery over, or the store fails
   */
  public Summary render(Survey survey, Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException {
    return claim.lease().during(cluster.application(), () -> work(survey, cluster, tariff, watch));
  }

  private Summary work(Survey survey, Cluster cluster, Optional<Tariff> tariff, Watch watch)
      throws InterruptedException {
    Provenance provenance = order.provenance();
    Shift.Title title =
        new Shift.Title("dream", provenance.network().name(), provenance.version(), tariff);
    try (Shift shift = Shift.begin(cluster, store, title, watch)) {
      try {
        // A sheet that is there is complete: a job that dies before it draws them owes them.
        sheets(cluster).remove(survey.missing());
        tours(cluster).remove(survey.missing());
        if (survey.totals().missing() > 0) {
          dream(survey, cluster, shift);
        }
        shift.run(
            title.network() + " contact sheets of folders",
            sheets(cluster).owed(),
            new FolderSheetWorker(order, job.photos().pixelLimit()),
            path -> LOG.info("Wrote {}", path));
        if (tours()) {
          shift.run(
              title.network() + " tours",
              tours(cluster).owed(survey.photos()),
              new TourWorker(order, job.photos().pixelLimit()),
              shift::filmed);
        }
        return shift.finish();
      } catch (InterruptedException e) {
        shift.breakOff();
        throw e;
      }
    }
  }

  private void dream(Survey survey, Cluster cluster, Shift shift) throws InterruptedException {
    shift.ship(source.file());
    Survey.Totals totals = survey.totals();
    String description =
        String.format(
            Locale.ROOT,
            "%s %,d dreams of %s",
            order.provenance().network().name(),
            totals.missing(),
            order.place().root());
    shift.render(
        new Shift.Load(totals.missing(), totals.flop()),
        List.of(new Lot<>(description, Portions.of(survey, cluster.slots(), new DreamForm()))),
        new DreamWorker(order, shift.done()),
        IndexTable.DREAMS,
        new DreamCraft(order.provenance(), job.photos().pixelLimit()));
  }

  /** Leaves a claimed gallery to other jobs. */
  @Override
  public void close() {
    claim.close();
  }
}
