package phosphene.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.bench.AscentLoopOnly;
import phosphene.bench.PairedBenchmark;
import phosphene.cluster.Cluster;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.codec.Png;
import phosphene.job.atlas.AtlasRun;
import phosphene.job.run.JobContext;
import phosphene.job.run.JobListener;
import phosphene.job.run.NetworkSource;
import phosphene.job.run.PlannedWork;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Task;
import phosphene.plan.Tile;
import phosphene.spec.AtlasJob;

/**
 * A whole job to a gallery of its own against the bare ascent loop, in turns on the same tiles, in
 * one process with as many threads. Both open the network; Spark's own start, which no length of a
 * job changes, is left out.
 */
final class JobBenchmark {
  private final AtlasJob job;
  private final NetworkSource source;
  private final Path cache;
  private final Cluster cluster;
  private final Plan plan;
  private final List<Task> tasks;
  private final int threads;
  private final List<Path> galleries = new ArrayList<>();
  private Map<String, Double> scores = Map.of();

  /**
   * Plans a job.
   *
   * @param cache folder of fetched weights
   * @param cluster with {@code threads} local slots
   */
  JobBenchmark(AtlasJob job, Path cache, Cluster cluster, int threads) {
    this.job = job;
    this.cache = cache;
    this.cluster = cluster;
    this.source = NetworkSource.open(job, cache, Cluster.storage());
    Network network = source.network();
    this.plan = Plan.of(job, network.architecture(), network.sha256(), network.labels());
    this.tasks = plan.tasks(threads);
    this.threads = threads;
  }

  Plan plan() {
    return plan;
  }

  List<Task> tasks() {
    return tasks;
  }

  /**
   * Measures the bare loop first, the job second.
   *
   * @param folder that is empty; a gallery a turn comes to lie there
   */
  PairedBenchmark.Outcome run(int rounds, Path folder) {
    AscentLoopOnly bare = new AscentLoopOnly(this::network, job, tasks, threads);
    return new PairedBenchmark(() -> scores = bare.render(), () -> render(folder)).run(rounds);
  }

  private Network network() {
    return NetworkSource.open(job, cache, Cluster.storage()).network();
  }

  private void render(Path folder) {
    Path gallery = folder.resolve(Integer.toString(galleries.size()));
    galleries.add(gallery);
    AtlasJob here = job.into(gallery.toString());
    JobContext context = new JobContext(source, Cluster.storage(), Version.text());
    try (AtlasRun run = AtlasRun.of(here, context)) {
      run.claim(told -> {});
      run.render(
          run.missing(),
          cluster,
          new PlannedWork.Settings(Integer.MAX_VALUE, Optional.empty(), new Unwatched()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Cannot render: interrupted", e);
    }
  }

  /** How many tiles of the last gallery have not the very score that the bare loop gave them. */
  long different() {
    ObjectStore store =
        HadoopStore.open(galleries.get(galleries.size() - 1).toString(), Cluster.storage());
    Map<String, Double> stored = new HashMap<>();
    for (Tile tile : plan.tiles()) {
      store
          .find(Layout.tile(tile.rendering(), tile.unit()))
          .map(bytes -> Png.decode(bytes).texts().getOrDefault("phosphene:score_end", "NaN"))
          .ifPresent(score -> stored.put(tile.key().hex(), Double.valueOf(score)));
    }
    return plan.tiles().stream()
        .map(tile -> tile.key().hex())
        .filter(key -> !stored.getOrDefault(key, Double.NaN).equals(scores.get(key)))
        .count();
  }

  /** Shows nothing: a progress bar is no part of what is measured. */
  private record Unwatched() implements JobListener {
    @Override
    public void begin(long images, double flop) {}

    @Override
    public void worked(double flop) {}

    @Override
    public void received(Outcome outcome) {}

    @Override
    public void end() {}
  }
}
