package phosphene.engine.host;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import phosphene.network.ChannelGather;
import phosphene.network.ChannelPad;
import phosphene.network.Crop;
import phosphene.network.Pad;
import phosphene.network.Rearrange;
import phosphene.network.Shape;
import phosphene.network.TokenGrid;

/** The layers that only move values. */
final class Gathers {
  private Gathers() {}

  static Gather of(ChannelGather layer, Shape in) {
    int[] channels = layer.channels().stream().mapToInt(Integer::intValue).toArray();
    return new Gather(in.area(), 1, channels, 0);
  }

  static Gather of(ChannelPad layer, Shape in) {
    int[] channels = new int[layer.before() + in.channels() + layer.after()];
    Arrays.fill(channels, Gather.NOWHERE);
    for (int c = 0; c < in.channels(); c++) {
      channels[layer.before() + c] = c;
    }
    return new Gather(in.area(), 1, channels, 0);
  }

  static Gather of(Pad layer, Shape in, Shape out) {
    return positions(
        in,
        out,
        y -> place(layer.mode(), y - layer.padding().top(), in.height()),
        x -> place(layer.mode(), x - layer.padding().left(), in.width()),
        layer.value());
  }

  /** Where in a line of {@code size} pixels the pixel {@code at} of a wider one comes from. */
  private static int place(Pad.Mode mode, int at, int size) {
    return switch (mode) {
      case CONSTANT -> at < 0 || at >= size ? Gather.NOWHERE : at;
      case REFLECT -> Pad.mirrored(at, size);
      case EDGE -> Math.max(0, Math.min(size - 1, at));
    };
  }

  static Gather of(Crop layer, Shape in, Shape out) {
    return positions(
        in,
        out,
        y -> layer.border().top() + y * layer.step().rows(),
        x -> layer.border().left() + x * layer.step().columns(),
        0);
  }

  private static Gather positions(
      Shape in, Shape out, IntUnaryOperator row, IntUnaryOperator column, float fill) {
    int[] sources = new int[out.area()];
    for (int i = 0; i < sources.length; i++) {
      int y = row.applyAsInt(i / out.width());
      int x = column.applyAsInt(i % out.width());
      boolean nowhere = y == Gather.NOWHERE || x == Gather.NOWHERE;
      sources[i] = nowhere ? Gather.NOWHERE : y * in.width() + x;
    }
    return new Gather(1, in.channels(), sources, fill);
  }

  static Gather of(TokenGrid layer, Shape in) {
    int end = layer.first() + layer.height() * layer.width();
    return new Gather(1, in.channels(), IntStream.range(layer.first(), end).toArray(), 0);
  }

  /** The same values in the same order: positions in other rows. */
  static Gather same(Shape in) {
    return new Gather(1, in.size(), new int[] {0}, 0);
  }

  static Gather of(Rearrange layer, Shape in) {
    Shape out = layer.shape();
    int[] sources = new int[out.size()];
    for (int i = 0; i < sources.length; i++) {
      int source = layer.sources()[i];
      int channel = source / in.area();
      sources[i % out.area() * out.channels() + i / out.area()] =
          source % in.area() * in.channels() + channel;
    }
    return new Gather(1, 1, sources, 0);
  }
}
