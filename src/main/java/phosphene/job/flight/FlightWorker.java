package phosphene.job.flight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskKilledException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.ascent.FlightRenderer;
import phosphene.ascent.Frame;
import phosphene.cluster.ImageTaskFunction;
import phosphene.cluster.Metrics;
import phosphene.cluster.Storage;
import phosphene.cluster.TaskCancellation;
import phosphene.cluster.WorkCounters;
import phosphene.engine.Engine;
import phosphene.gallery.FrameReceipt;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.Receipt;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.Photos;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Bicubic;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Rows;
import phosphene.job.run.EngineCache;
import phosphene.plan.TileKey;
import phosphene.spec.FlightPath;
import phosphene.spec.FlightRecipe;

/**
 * What an executor does with a flight. It goes on from the checkpoint, if there is one, and stores
 * each frame. Every two seconds or more, and at the end, it stores a checkpoint for a later try: a
 * frame counts only when its row is in the index. It returns the receipts of all frames, or only
 * that of the frame that failed if another try may help.
 */
record FlightWorker(FlightContext context, WorkCounters workCounters)
    implements ImageTaskFunction<FlightTask, FrameReceipt> {
  private static final Logger LOG = LoggerFactory.getLogger(FlightWorker.class);
  // What a lost executor loses; a checkpoint of 256 pixels has 2.4 MB, and 300 bytes a frame.
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  // Of the time one part in so many: the checkpoint of a long flight takes a while.
  private static final int SHARE = 20;

  @Override
  public List<FrameReceipt> work(FlightTask task) {
    return work(task, Storage.open(context.output()));
  }

  @Override
  public List<FrameReceipt> givenUp(FlightTask task, String why) {
    Engine engine = EngineCache.of(context.shippedNetwork()).engine();
    ObjectStore store = Storage.open(context.output());
    return new FlightRecorder(task, store, engine).failed(Reason.INTERNAL, why);
  }

  /** Stores the frames elsewhere. */
  List<FrameReceipt> work(FlightTask task, ObjectStore store) {
    Engine engine = EngineCache.of(context.shippedNetwork()).engine();
    return new FlightRecorder(task, store, engine).write();
  }

  /**
   * The start of a flight at the size of its frames: the middle square of a photo.
   *
   * @param photo no bytes: noise
   * @throws phosphene.image.pixel.UnreadableImageException if it is no photo
   */
  static Optional<Raster> start(byte[] photo, int size) {
    if (photo.length == 0) {
      return Optional.empty();
    }
    Rows whole = Photos.decode(photo, "start", Photos.PIXEL_LIMIT).levels();
    return Optional.of(Bicubic.resize(whole, Area.centered(whole, 1, 1), size, size));
  }

  /** One flight under way. */
  private final class FlightRecorder {
    private final FlightTask task;
    private final ObjectStore store;
    private final Engine engine;
    private final FlightRecipe recipe;
    private final FlightPath path;
    private final Receipt.Maker maker;
    private final List<FrameReceipt> receipts = new ArrayList<>();
    private final List<FlightCheckpoint.Stored> stored = new ArrayList<>(); // of all receipts
    private int frame;

    FlightRecorder(FlightTask task, ObjectStore store, Engine engine) {
      this.task = task;
      this.store = store;
      this.engine = engine;
      this.recipe = FlightRecipe.read("recipe", context.provenance().recipe());
      this.path = FlightPath.read("path", task.path());
      this.maker = new Receipt.Maker(engine.name(), engine.device());
    }

    List<FrameReceipt> write() {
      try {
        Optional<Raster> photo = start(context.start(), recipe.size());
        try (FlightRenderer renderer =
            new FlightRenderer(engine, path, recipe, photo, task.key().seed(), this::stepped)) {
          return fly(renderer);
        }
      } catch (TaskKilledException e) {
        throw e;
      } catch (OutOfMemoryError e) {
        return failed(Reason.OUT_OF_MEMORY, e.toString());
      } catch (StoreException e) {
        return failed(Reason.STORE, String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("Cannot fly {} from frame {} on", task.name(), frame, e);
        return failed(Reason.INTERNAL, e.toString());
      }
    }

    private void stepped(int images) {
      workCounters.add(images, task.flopPerStep());
      TaskCancellation.ifCancelled();
    }

    private List<FrameReceipt> fly(FlightRenderer renderer) {
      String place = Layout.checkpoint(task.name(), task.key());
      store.find(place).ifPresent(bytes -> resume(renderer, place, bytes));
      long saved = System.nanoTime();
      long interval = INTERVAL.toNanos();
      for (frame = renderer.next(); frame < task.frames(); frame++) {
        long begin = System.nanoTime();
        Optional<Frame> made = renderer.fly();
        if (made.isEmpty()) {
          return failed(Reason.NOT_FINITE, "the ascent's values are not finite");
        }
        enter(kept(made.get(), begin));
        long now = System.nanoTime();
        if (now - saved > interval || frame + 1 == task.frames()) {
          store.write(place, new FlightCheckpoint(owner(), renderer.state(), stored).bytes());
          saved = System.nanoTime();
          interval = Math.max(INTERVAL.toNanos(), SHARE * (saved - now));
        }
      }
      return ended();
    }

    /** Goes on from a checkpoint, or leaves the renderer as it is. */
    private void resume(FlightRenderer renderer, String place, byte[] bytes) {
      try {
        FlightCheckpoint checkpoint =
            new FlightCheckpointReader(owner(), renderer.state(), task.frames()).read(bytes);
        renderer.restore(checkpoint.state());
        for (FlightCheckpoint.Stored known : checkpoint.frames()) {
          enter(known);
          frame++;
        }
        LOG.info("{} goes on at frame {}", task.name(), renderer.next());
      } catch (FlightCheckpointReader.UnfitException e) {
        LOG.warn("Cannot go on from {}: {}; the flight starts over", place, e.getMessage());
      }
    }

    /** Another version may render other frames, so it starts over. */
    private String owner() {
      return task.key().hex() + " " + context.provenance().version();
    }

    private FlightCheckpoint.Stored kept(Frame made, long begin) {
      byte[] bytes = Png.encode(made.raster(), texts(made));
      store.write(Layout.frame(task.name(), task.key(), made.number()), bytes);
      Frame.Figures figures = made.figures();
      return new FlightCheckpoint.Stored(
          new FrameReceipt.Figures(
              figures.score(), figures.contrast(), figures.saturation(), figures.flicker()),
          bytes.length,
          TileKey.sha256(bytes),
          (System.nanoTime() - begin) / 1e9,
          maker);
    }

    /** Notes the frame, which is stored. */
    private void enter(FlightCheckpoint.Stored known) {
      String name = Layout.frame(task.name(), task.key(), frame);
      double score = known.figures().score();
      Outcome.Picture image =
          new Outcome.Picture(name, known.bytes(), known.sha256(), recipe.size(), recipe.size());
      Outcome outcome = new Outcome.Rendered(image, new Outcome.Scores(score, score));
      stored.add(known);
      receipts.add(receipt(outcome, Optional.of(known.figures()), known.seconds(), known.maker()));
    }

    private List<FrameReceipt> failed(Reason reason, String message) {
      Outcome.Failed outcome =
          new Outcome.Failed(reason, task.name() + " frame " + frame + ": " + message);
      FrameReceipt failure = receipt(outcome, Optional.empty(), 0, maker);
      if (reason.passing()) {
        receipts.clear();
      }
      receipts.add(failure);
      return ended();
    }

    private List<FrameReceipt> ended() {
      receipts.forEach(receipt -> Metrics.ofExecutor().ended(receipt.outcome()));
      return receipts;
    }

    private FrameReceipt receipt(
        Outcome outcome, Optional<FrameReceipt.Figures> figures, double seconds, Receipt.Maker by) {
      return new FrameReceipt(
          task.name(),
          task.key().hex(),
          frame,
          time(),
          path.at(time()).units().name(),
          outcome,
          figures.orElse(null),
          seconds,
          by);
    }

    private double time() {
      return (double) frame / recipe.fps();
    }

    /** What the frame says of itself; nothing in it depends on where or when it was made. */
    private Map<String, String> texts(Frame made) {
      Map<String, String> texts = new LinkedHashMap<>();
      String network = context.provenance().network().name();
      texts.put("Title", network + " " + task.name() + " frame " + made.number());
      texts.put("Software", "Phosphene " + context.provenance().version());
      texts.put("phosphene:key", task.key().hex());
      texts.put("phosphene:network", network);
      texts.put("phosphene:network_sha256", context.provenance().network().sha256());
      texts.put("phosphene:units", path.at(time()).units().json());
      texts.put("phosphene:frame", Integer.toString(made.number()));
      texts.put("phosphene:recipe", context.provenance().recipe());
      texts.put("phosphene:score", Double.toString(made.figures().score()));
      return texts;
    }
  }
}
