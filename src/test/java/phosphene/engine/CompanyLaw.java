package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import phosphene.network.Shape;
import phosphene.spec.SpecException;

/**
 * The law of company: to the last bit an image gives the same alone and among others, at each
 * place, whoever the others are, while another thread computes, and whatever was computed before.
 */
final class CompanyLaw {
  private static final int FEW = 5;
  private static final int MANY = 8;
  private static final int HALF = MANY / 2;

  private final Engine engine;
  private final List<Target> targets;
  private final Shape input;
  private final float[] pixels;

  /** The law for images of the network's own size. */
  CompanyLaw(Engine engine, List<Target> targets) {
    this(engine, targets, engine.architecture().input());
  }

  CompanyLaw(Engine engine, List<Target> targets, Shape input) {
    this.engine = engine;
    this.targets = targets;
    this.input = input;
    this.pixels = Toys.values(new SplittableRandom(11), MANY * input.size(), 0, 1);
  }

  /** Holds an engine to it; gives what each image gave alone. */
  StepBits check() {
    StepBits alone = alone();
    assertThat(step(0, MANY)).as("among %d", MANY).isEqualTo(alone);
    assertThat(step(0, FEW)).as("among %d", FEW).isEqualTo(alone.part(0, FEW));
    assertThat(step(2, 3)).as("in a session of its own").isEqualTo(alone.part(2, 3));
    assertThat(StepBits.of(engine, targets, batch(MANY), strangers()).part(HALF, MANY))
        .as("at other places, behind others")
        .isEqualTo(alone.part(0, HALF));
    otherSize();
    assertThat(step(1, 2)).as("after images of another size").isEqualTo(alone.part(1, 2));
    checkThreads(alone);
    return alone;
  }

  /** Image by image through one session. */
  private StepBits alone() {
    List<List<Integer>> bits = new ArrayList<>();
    try (Session session = engine.open(targets, batch(1))) {
      for (int image = 0; image < MANY; image++) {
        bits.addAll(StepBits.of(session, targets.size(), 1, images(image, image + 1)).images());
      }
    }
    return new StepBits(bits);
  }

  private void checkThreads(StepBits alone) {
    CyclicBarrier both = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<StepBits>> steps = List.of(() -> met(both, 0, 3), () -> met(both, 3, MANY));
      List<Future<StepBits>> found = threads.invokeAll(steps);
      assertThat(found.get(0).get()).as("beside a thread").isEqualTo(alone.part(0, 3));
      assertThat(found.get(1).get()).as("beside a thread").isEqualTo(alone.part(3, MANY));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError("A thread failed", e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  /** A step that begins when the other thread has a session, too. */
  private StepBits met(CyclicBarrier both, int from, int to) throws Exception {
    try (Session session = engine.open(targets, batch(to - from))) {
      both.await();
      return StepBits.of(session, targets.size(), to - from, images(from, to));
    }
  }

  /** Runs images of another size, or as many as no other step has, where the network has one. */
  private void otherSize() {
    Batch larger = new Batch(2, input.height() + 3, input.width() + 5);
    Batch other = takes(larger) ? larger : batch(2);
    float[] images = new float[other.images() * 3 * other.height() * other.width()];
    Arrays.fill(images, 0.5f);
    StepBits.of(engine, targets, other, images);
  }

  private boolean takes(Batch batch) {
    try {
      engine.architecture().requireSize(batch.height(), batch.width());
      return true;
    } catch (SpecException fixed) {
      return false;
    }
  }

  private StepBits step(int from, int to) {
    return StepBits.of(engine, targets, batch(to - from), images(from, to));
  }

  /** Much larger values at the first places, and the first images at the others. */
  private float[] strangers() {
    float[] strangers = new float[pixels.length];
    int half = HALF * input.size();
    for (int i = 0; i < half; i++) {
      strangers[i] = 100 * pixels[pixels.length - 1 - i];
      strangers[half + i] = pixels[i];
    }
    return strangers;
  }

  private float[] images(int from, int to) {
    return Arrays.copyOfRange(pixels, from * input.size(), to * input.size());
  }

  private Batch batch(int images) {
    return new Batch(images, input.height(), input.width());
  }
}
