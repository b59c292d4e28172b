package phosphene.job.atlas;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.gallery.Judgement;
import phosphene.gallery.index.IndexWriter;
import phosphene.gallery.index.RowMaker;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.DerivedOutputs;
import phosphene.job.run.EngineCache;
import phosphene.job.run.JobRun;
import phosphene.job.run.NetworkSource;
import phosphene.spec.Objective;
import phosphene.spec.SpecException;

/**
 * Has the images of classes judged that are in the index and have no judgement yet, or one of
 * another judge: by the network itself, and by the job's judge.
 *
 * @param judge of the job, if it has one
 */
record ClassJudgement(NetworkSource source, Optional<NetworkSource> judge) {
  private static final Logger LOG = LoggerFactory.getLogger(ClassJudgement.class);
  private static final int OF_A_TASK = 25;

  /**
   * Looks whether the judge can judge.
   *
   * @throws SpecException if it has no classes, or none that the network has
   */
  ClassJudgement {
    judge.ifPresent(other -> require(source, other));
  }

  private static void require(NetworkSource source, NetworkSource judge) {
    String name = judge.named().name();
    if (judge.network().architecture().classifier().isEmpty()) {
      throw invalid(name, "a network with classes");
    }
    List<String> own = source.network().labels();
    if (!Judge.of(judge, own).match().any()) {
      throw invalid(name, "a network that has one of the classes of " + source.named().name());
    }
    for (java.nio.file.Path file : judge.files()) {
      boolean taken =
          source.files().stream()
              .anyMatch(
                  mine -> !mine.equals(file) && file.getFileName().equals(mine.getFileName()));
      if (taken) {
        throw invalid(file.toString(), "a file of another name than the network's");
      }
    }
  }

  private static SpecException invalid(String value, String rule) {
    return new SpecException("Invalid judge.network: " + value + " (must be " + rule + ")")
        .in("judge.network");
  }

  /** The network first. */
  private List<Judge> judges() {
    List<String> own = source.network().labels();
    List<Judge> judges = new ArrayList<>(List.of(Judge.of(source, own)));
    judge.ifPresent(other -> judges.add(Judge.of(other, own)));
    return judges;
  }

  /** Rows of images that are still to be judged. */
  List<TileRow> owed(ObjectStore store) {
    Optional<String> logits = source.network().architecture().logits();
    return logits.isEmpty()
        ? List.of()
        : TileIndex.tiles(store).values().stream()
            .filter(row -> row.layer().equals(logits.get()))
            .filter(ClassJudgement::judgeable)
            .filter(row -> !judged(row))
            .toList();
  }

  /** One picture, which was to be of its class. */
  private static boolean judgeable(TileRow row) {
    Objective objective = Objective.read("objective", row.objective());
    return !row.status().equals(TileRow.FAILED)
        && objective.kind().countsChannels()
        && row.path() != null
        && row.width() != null
        && row.width().equals(row.height())
        && objective.sign() == Objective.Sign.POSITIVE;
  }

  private boolean judged(TileRow row) {
    return by(row.recognized(), source) && (judge.isEmpty() || by(row.transfer(), judge.get()));
  }

  private static boolean by(@Nullable Judgement judgement, NetworkSource network) {
    return judgement != null && judgement.networkSha256().equals(network.named().sha256());
  }

  /** Judges what is owed, and enters it into the index. */
  void judge(DerivedOutputs outputs, ObjectStore store) throws InterruptedException {
    List<TileRow> owed = owed(store);
    if (owed.isEmpty()) {
      return;
    }
    JobRun run = outputs.run();
    run.ship(source.files());
    judge.ifPresent(other -> run.ship(other.files()));
    Map<String, Verdict> verdicts = new HashMap<>();
    run.run(
        source.named().name() + " judgements of " + owed.size() + " classes",
        run.parallel(tasks(owed)),
        new JudgeWorker(judges(), store.uri(), run.workCounters()),
        some -> some.forEach(verdict -> verdicts.put(verdict.key(), verdict)));
    EngineCache.clear();
    try (IndexWriter<TileRow> index =
        new IndexWriter<>(TileRow.TABLE, store, IndexWriter.Limits.standard(), Clock.systemUTC())) {
      for (TileRow row : owed) {
        Verdict verdict = verdicts.get(row.key());
        if (verdict != null) {
          index.add(RowMaker.ordered(run.rows().next(), row.withJudgements(verdict.judgements())));
        }
      }
    }
    LOG.info("Judged {} images of classes", verdicts.size());
  }

  private static List<JudgeTask> tasks(List<TileRow> rows) {
    List<JudgeTask> tasks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += OF_A_TASK) {
      tasks.add(
          new JudgeTask(
              rows.subList(from, Math.min(rows.size(), from + OF_A_TASK)).stream()
                  .map(
                      row ->
                          new JudgeTask.Image(row.key(), String.valueOf(row.path()), row.channel()))
                  .toList()));
    }
    return tasks;
  }
}
