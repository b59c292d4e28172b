package phosphene.ascent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import phosphene.spec.Recipe;
import phosphene.spec.Seed;

/** What a step leaves to the garbage collector. */
class StepMemoryTest {
  // The maps of a step's transforms, and no array of pixels.
  private static final long FEW = 4096;

  @Test
  void aStepAllocatesNoArray() {
    Recipe recipe = Recipe.standard();
    TransformedView view = new TransformedView(recipe.transforms(), recipe.size(), recipe.canvas());
    TileOptimizer optimizer =
        new TileOptimizer(recipe, view, ColorTransform.decorrelated(), new Seed(1), 256);
    float[] canvas = new float[3 * recipe.canvas() * recipe.canvas()];
    step(optimizer, canvas); // classes are loaded
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    int steps = 10;
    for (int i = 0; i < steps; i++) {
      step(optimizer, canvas);
    }
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / steps).isLessThan(FEW);
  }

  private static void step(TileOptimizer optimizer, float[] canvas) {
    optimizer.disturb(canvas, 0);
    optimizer.step(canvas, 0);
  }
}
