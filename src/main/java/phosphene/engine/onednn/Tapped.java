package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.IntStream;
import phosphene.engine.SourceSpan;
import phosphene.network.Shape;

/**
 * Values of a node that are read, and the gradient that is added to them: both as Java's arrays
 * have them, beside the tensors that the network works on.
 */
final class Tapped {
  private final Shape shape;
  private final List<FloatBuffer> values;
  private final Tensor gradient;
  private final List<FloatBuffer> gradients;
  private final Program copy;
  private boolean fresh;
  private boolean touched;

  /** Taps a tensor; {@code copy} takes the calls that bring its values into Java's order. */
  Tapped(Tensor tensor, Program copy) {
    this.shape = tensor.shape();
    this.copy = copy;
    Arena arena = copy.arena();
    Tensor plain = tensor.format().equals(Format.PLAIN) ? tensor : arena.keep(shape, Format.PLAIN);
    if (!tensor.format().equals(Format.PLAIN)) {
      copy.copy(tensor, plain);
    }
    copy.finish();
    this.values = images(plain);
    this.gradient = arena.keep(shape, Format.PLAIN);
    this.gradients = images(gradient);
  }

  private static List<FloatBuffer> images(Tensor tensor) {
    return IntStream.range(0, tensor.images()).mapToObj(tensor::values).toList();
  }

  /** Says that the network has run again. */
  void stale() {
    fresh = false;
  }

  private FloatBuffer values(int image) {
    if (!fresh) {
      copy.run();
      fresh = true;
    }
    return values.get(image);
  }

  /** Copies a channel's values into {@code map}. */
  void read(int image, int channel, float[] map) {
    FloatBuffer all = values(image);
    int channels = shape.channels();
    for (int i = 0, at = channel; i < map.length; i++, at += channels) {
      map[i] = all.get(at);
    }
  }

  /** Copies some channels into {@code maps}. */
  void read(int image, SourceSpan span, float[] maps) {
    FloatBuffer all = values(image);
    int channels = shape.channels();
    if (span.whole(channels)) {
      all.get(0, maps);
      return;
    }
    for (int i = 0, from = span.first(), to = span.at();
        i < shape.area();
        i++, from += channels, to += span.of()) {
      all.get(from, maps, to, span.count());
    }
  }

  /** Adds to a channel's gradient. */
  void add(int image, int channel, float[] map) {
    FloatBuffer all = gradients.get(image);
    int channels = shape.channels();
    for (int i = 0, at = channel; i < map.length; i++, at += channels) {
      all.put(at, all.get(at) + map[i]);
    }
    touched = true;
  }

  /** Adds to the gradient of some channels. */
  void add(int image, SourceSpan span, float[] maps) {
    FloatBuffer all = gradients.get(image);
    int channels = shape.channels();
    for (int i = 0, to = span.first(), from = span.at();
        i < shape.area();
        i++, to += channels, from += span.of()) {
      for (int c = 0; c < span.count(); c++) {
        all.put(to + c, all.get(to + c) + maps[from + c]);
      }
    }
    touched = true;
  }

  /** What was added since it was last forgotten. */
  Tensor gradient() {
    return gradient;
  }

  boolean touched() {
    return touched;
  }

  /** Makes the gradient zero. */
  void forget() {
    if (touched) {
      gradient.zero();
      touched = false;
    }
  }
}
