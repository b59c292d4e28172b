package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Dispatch;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Judgement;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;

/**
 * What an executor does with images of classes: it reads their files, as anybody would who has the
 * gallery, and has each judge look at them.
 *
 * @param judges the network itself first
 * @param done learns that work goes on
 */
record JudgeWorker(List<Judge> judges, String output, WorkCounters done)
    implements Dispatch.Work<JudgeTask, List<Verdict>> {
  private static final Logger LOG = LoggerFactory.getLogger(JudgeWorker.class);

  JudgeWorker {
    judges = List.copyOf(judges);
  }

  @Override
  public List<Verdict> work(JudgeTask task) {
    ObjectStore store = Storage.open(output);
    List<Judge.Bench> benches = new ArrayList<>();
    try {
      for (Judge judge : judges) {
        benches.add(judge.open());
      }
      List<Verdict> verdicts = new ArrayList<>();
      for (JudgeTask.Image image : task.images()) {
        TaskCancellation.ifCancelled();
        picture(store, image.path())
            .map(picture -> verdict(benches, image, picture))
            .ifPresent(verdicts::add);
        done.keepAlive();
      }
      return verdicts;
    } finally {
      benches.forEach(Judge.Bench::close);
    }
  }

  /** None that is gone or damaged: nobody can judge it, and {@code verify} finds it. */
  private static Optional<Raster> picture(ObjectStore store, String path) {
    try {
      return store.find(path).map(bytes -> Png.decode(bytes).raster());
    } catch (UnreadableImageException e) {
      LOG.warn("Cannot judge {}: {}", path, e.getMessage());
      return Optional.empty();
    }
  }

  private static Verdict verdict(List<Judge.Bench> benches, JudgeTask.Image image, Raster picture) {
    List<Judgement> judgements =
        benches.stream().map(bench -> bench.judge(picture, image.channel())).toList();
    return new Verdict(image.key(), judgements);
  }
}
