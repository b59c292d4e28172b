package phosphene.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bits of a step, image by image: of the values of all targets, and of the gradient of half
 * their squares.
 */
record StepBits(List<List<Integer>> images) {
  /** Of a session of its own. */
  static StepBits of(Engine engine, List<Target> targets, Batch batch, float[] pixels) {
    try (Session session = engine.open(targets, batch)) {
      return of(session, targets.size(), batch.images(), pixels);
    }
  }

  /** Of an open session that has whole targets. */
  static StepBits of(Session session, int targets, int images, float[] pixels) {
    List<List<Integer>> bits = new ArrayList<>();
    session.forward(pixels);
    for (int image = 0; image < images; image++) {
      List<Integer> one = new ArrayList<>();
      for (int target = 0; target < targets; target++) {
        float[] values = new float[session.shape(target).size()];
        session.read(target, image, values);
        session.addGradient(target, image, values);
        one.add(hash(values, 0, values.length));
      }
      bits.add(one);
    }
    float[] gradient = new float[pixels.length];
    session.backward(ReluRule.EXACT, gradient);
    int size = pixels.length / images;
    for (int image = 0; image < images; image++) {
      bits.get(image).add(hash(gradient, image * size, size));
    }
    return new StepBits(bits);
  }

  private static int hash(float[] values, int from, int size) {
    return Arrays.hashCode(Arrays.copyOfRange(values, from, from + size));
  }

  /** Those of some images. */
  StepBits part(int from, int to) {
    return new StepBits(images.subList(from, to));
  }
}
