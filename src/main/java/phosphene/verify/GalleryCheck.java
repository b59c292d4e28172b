package phosphene.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import phosphene.cluster.Cluster;
import phosphene.cluster.Dispatch;
import phosphene.cluster.GalleryListing;
import phosphene.cluster.JobStage;
import phosphene.gallery.Findings;
import phosphene.gallery.Manifest;
import phosphene.gallery.Rule;
import phosphene.gallery.VerificationResult;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.JobKinds;
import phosphene.job.run.Expectation.Expected;

/**
 * One look at all of a gallery, on executors.
 *
 * @param findings takes all problems
 * @param damage takes what is missing or damaged
 */
record GalleryCheck(
    Cluster cluster, ObjectStore store, Manifest manifest, Findings findings, Damage damage) {
  private static final int ROWS = 256;
  private static final int TASKS_PER_SLOT = 4;

  /**
   * Looks at all of it; if the index is damaged, at nothing else.
   *
   * @param expected the images that the gallery must hold; empty if that is not asked
   * @param sample images that are made again; empty if none are
   */
  VerificationResult run(
      Leftovers leftovers,
      Optional<List<Expected>> expected,
      Optional<Rerender> sample,
      Verification.Progress progress)
      throws InterruptedException {
    cluster.context().setJobDescription("verify " + store.uri());
    index();
    if (findings.trouble() > 0) {
      findings.note("Nothing else was looked at: the index is damaged");
      return findings.verdict(
          new VerificationResult.Stock(store.uri(), manifest.kind(), network(), 0, 0, 0, 0, 0));
    }
    try (IndexSnapshot snapshot = IndexSnapshot.of(cluster, store);
        GalleryListing listing = GalleryListing.of(store.uri(), cluster)) {
      IndexRules rules = new IndexRules(snapshot, findings);
      rules.single();
      expected.ifPresent(rules::planned);
      rules.owned(listing.found());
      leftovers.find(listing, findings);
      objects(snapshot, progress);
      FailureNotes.look(snapshot, findings);
      if (sample.isPresent()) {
        sample.get().run(cluster, store, snapshot, findings);
      }
      return findings.verdict(stock(snapshot));
    }
  }

  private String network() {
    return manifest.network().name();
  }

  private VerificationResult.Stock stock(IndexSnapshot snapshot) {
    return new VerificationResult.Stock(
        store.uri(),
        manifest.kind(),
        network(),
        snapshot.count(TileRow.RENDERED),
        snapshot.count(TileRow.DEAD),
        snapshot.count(TileRow.FAILED),
        snapshot.count(TileRow.SKIPPED),
        snapshot.bytes());
  }

  private void index() throws InterruptedException {
    List<String> files =
        JobKinds.tables().stream()
            .flatMap(table -> table.files(store).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    if (new UnitsTable(store).exists()) {
      files.add(UnitsTable.CONTENTS);
    }
    findings.checked(Rule.INDEX, files.size());
    JavaSparkContext spark = cluster.context();
    new Dispatch<>(spark, new IndexCheck(store.uri()))
        .run(Dispatch.stages(spark, "index of " + store.uri(), files), this::found, () -> {});
  }

  private void found(CheckResult result) {
    result.problems().forEach(findings::found);
    result.damaged().forEach(damage::add);
  }

  private void objects(IndexSnapshot snapshot, Verification.Progress progress)
      throws InterruptedException {
    long count = snapshot.objects();
    int parts = (int) Math.max((long) cluster.slots() * TASKS_PER_SLOT, count / ROWS);
    progress.begin(count);
    try {
      new Dispatch<>(cluster.context(), new ObjectCheck(store.uri()))
          .run(
              List.of(
                  new JobStage<>(
                      "images of " + store.uri(),
                      IndexedImage.partitions(snapshot.images(), parts))),
              result -> {
                findings.checked(Rule.PRESENT, result.things());
                findings.checked(Rule.INTACT, result.things() - absent(result));
                found(result);
                progress.read(result.things());
              },
              () -> {});
    } finally {
      progress.end();
    }
  }

  private static long absent(CheckResult result) {
    return result.damaged().stream().filter(found -> found.rule() == Rule.PRESENT).count();
  }
}
