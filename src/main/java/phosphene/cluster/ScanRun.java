package phosphene.cluster;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import phosphene.gallery.IndexTable;
import phosphene.gallery.Manifest;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.Provenance;
import phosphene.gallery.StoreException;
import phosphene.gallery.Summary;
import phosphene.gallery.Tariff;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.plan.ScanKey;
import phosphene.plan.ScanLayers;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;

/**
 * A scan job from its claim on the gallery to the last row. What can be refused without looking
 * through the collection is refused when it is made, before Spark starts. A claimed gallery is the
 * job's until it is closed.
 */
public final class ScanRun implements AutoCloseable {
  /** The one thing that is made of each photo. */
  static final String MIX = "scan";

  // Rows of so many photos are one file of the index: some megabytes.
  private static final int TOGETHER = 128;
  // About what decoding a pixel and storing a photo take beside the forward pass, in operations at
  // 100 GFLOP/s; only the sizes of tasks depend on it.
  private static final double PIXEL = 6e3;
  private static final double STORING = 2e10;
  // What the survey has to know of a row: the figures of all units are not read.
  private static final List<String> KNOWN =
      List.of(
          "photo",
          "photo_sha256",
          "photo_bytes",
          "photo_modified",
          "pixel_limit",
          "status",
          "reason");

  private final NetworkSource source;
  private final ScanLayers layers;
  private final ScanOrder order;
  private final PhotoSite site;
  private final Claim claim;

  private ScanRun(
      ScanJob job, NetworkSource source, ScanLayers layers, ScanOrder order, PhotoSite site) {
    this.source = source;
    this.layers = layers;
    this.order = order;
    this.site = site;
    this.claim =
        new Claim(
            site.store(), new Manifest(ScanKey.FORMAT, "scan", order.provenance(), job.json()));
  }

  /**
   * Looks up what a job names.
   *
   * @param version of Phosphene
   * @throws SpecException if the network does not have what the job names, or there are no photos
   *     at that place
   */
  public static ScanRun of(
      ScanJob job, NetworkSource source, Configuration storage, String version) {
    ScanLayers layers = ScanLayers.of(job.layers(), source.network().architecture());
    PhotoSite site = PhotoSite.of(job.photos(), job.output(), storage);
    ScanOrder order = order(job, source, layers, site.place(), site.store().uri(), version);
    return new ScanRun(job, source, layers, order, site);
  }

  private static ScanOrder order(
      ScanJob job,
      NetworkSource source,
      ScanLayers layers,
      PhotoCollection.Place place,
      String output,
      String version) {
    Network network = source.network();
    Provenance provenance =
        new Provenance(
            new Provenance.NetworkName(
                network.architecture().name(),
                network.sha256(),
                network.architecture().preprocessing().text()),
            job.subject(place.root()),
            job.recipe(layers.names()),
            0, // nothing is drawn by lot
            version);
    return new ScanOrder(source.ticket(), job.json(), place, provenance, output);
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

  /** The layers that are looked at. */
  public ScanLayers layers() {
    return layers;
  }

  /** Where the gallery is, as a URI. */
  public String output() {
    return site.store().uri();
  }

  /** Where the photos are, as a URI. */
  public String photos() {
    return site.place().root();
  }

  /** Floating point operations of one photo. */
  public double flop() {
    return layers.flop(architecture());
  }

  private Architecture architecture() {
    return source.network().architecture();
  }

  /**
   * Lists the photos and finds what is missing in the gallery.
   *
   * @throws SpecException if there are no photos
   */
  public Survey survey(Cluster cluster) {
    Column[] columns = KNOWN.stream().map(name -> col(name)).toArray(Column[]::new);
    Optional<Dataset<Row>> known =
        new IndexView(cluster, site.store())
            .find(IndexTable.SCANS)
            .map(rows -> rows.select(columns).withColumn("mix", lit(MIX)));
    Survey.Price price = new Survey.Price(flop() + STORING, PIXEL);
    return site.survey(cluster, new Survey.Wanted(Map.of(MIX, price), "scans"), known);
  }

  /** True if the gallery holds all that the job asks for, and has counted it. */
  public boolean finished(Survey survey, Cluster cluster) {
    return survey.totals().missing() == 0 && !natural(cluster).owed();
  }

  private Natural natural(Cluster cluster) {
    return new Natural(cluster, site.store(), order.provenance(), architecture());
  }

  /**
   * Scans what is missing, counts for each unit what all photos say of it, and leaves a summary in
   * the gallery.
   *
   * @param tariff for the summary
   * @throws InterruptedException if this thread is interrupted; the scans of finished tasks are in
   *     the index
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
        new Shift.Title("scan", provenance.network().name(), provenance.version(), tariff);
    try (Shift shift = Shift.begin(cluster, site.store(), title, watch)) {
      try {
        if (survey.totals().missing() > 0) {
          scan(survey, cluster, shift);
        }
        natural(cluster).update();
        return shift.finish();
      } catch (InterruptedException e) {
        shift.breakOff();
        throw e;
      }
    }
  }

  private void scan(Survey survey, Cluster cluster, Shift shift) throws InterruptedException {
    shift.ship(source.file());
    long missing = survey.totals().missing();
    String description =
        String.format(
            Locale.ROOT,
            "%s scans %,d photos of %s",
            order.provenance().network().name(),
            missing,
            order.place().root());
    JavaRDD<ScanTask> tasks =
        Portions.of(survey, cluster.slots(), new ScanForm())
            .mapPartitions(new ScanForm.Together(TOGETHER));
    shift.render(
        new Shift.Load(missing, missing * flop()),
        List.of(new Lot<>(description, tasks)),
        new ScanWorker(order, shift.done()),
        IndexTable.SCANS,
        new ScanCraft());
  }

  /** Leaves a claimed gallery to other jobs. */
  @Override
  public void close() {
    claim.close();
  }
}
