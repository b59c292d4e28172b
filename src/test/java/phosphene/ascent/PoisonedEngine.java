package phosphene.ascent;

import java.util.Arrays;
import java.util.function.Supplier;
import phosphene.engine.Engine;
import phosphene.engine.ForwardingEngine;
import phosphene.engine.ForwardingSession;
import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.TargetChannel;

/** An engine whose values cease to be numbers after some passes backwards. */
final class PoisonedEngine extends ForwardingEngine {
  /** What ceases to be numbers. */
  enum What {
    NOTHING,
    GRADIENTS,
    ACTIVATIONS
  }

  private final What what;
  private final int sound;
  private int passes;

  /**
   * @param sound so many passes backwards, and what is read before the end of the last of them
   */
  PoisonedEngine(Engine engine, What what, int sound) {
    super(engine);
    this.what = what;
    this.sound = sound;
  }

  /** Passes backwards by now. */
  int passes() {
    return passes;
  }

  @Override
  protected Session wrap(Supplier<Session> opening) {
    return new ForwardingSession(opening.get()) {
      @Override
      public void backward(ReluRule rule, float[] gradient) {
        super.backward(rule, gradient);
        poison(What.GRADIENTS, gradient);
        passes++;
      }

      @Override
      public void read(TargetChannel channel, float[] map) {
        super.read(channel, map);
        poison(What.ACTIVATIONS, map);
      }

      @Override
      public void read(int target, int image, float[] values) {
        super.read(target, image, values);
        poison(What.ACTIVATIONS, values);
      }
    };
  }

  private void poison(What some, float[] values) {
    if (what == some && passes >= sound) {
      Arrays.fill(values, Float.NaN);
    }
  }
}
