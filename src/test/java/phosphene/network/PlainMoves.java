package phosphene.network;

import java.util.Arrays;
import java.util.List;
import phosphene.network.PlainForward.Tensor;

/** Layers that put values at other places and make none, by plain loops. */
final class PlainMoves {
  private PlainMoves() {}

  /** Where a value of the output comes from. */
  private interface Source {
    double at(int channel, int row, int column);
  }

  /** Fills {@code out}; false if the layer is none of these. */
  static boolean apply(Layer layer, List<Tensor> inputs, Tensor out) {
    Tensor in = inputs.get(0);
    Shape shape = in.shape();
    if (layer instanceof Identity) {
      fill(out, in::at);
    } else if (layer instanceof ChannelGather gather) {
      fill(out, (c, y, x) -> in.at(gather.channels().get(c), y, x));
    } else if (layer instanceof ChannelPad pad) {
      fill(
          out,
          (c, y, x) ->
              c < pad.before() || c >= pad.before() + shape.channels()
                  ? 0
                  : in.at(c - pad.before(), y, x));
    } else if (layer instanceof Crop crop) {
      fill(
          out,
          (c, y, x) ->
              in.at(
                  c,
                  crop.border().top() + y * crop.step().rows(),
                  crop.border().left() + x * crop.step().columns()));
    } else if (layer instanceof Pad pad) {
      fill(
          out,
          (c, y, x) -> bordered(pad, in, c, y - pad.padding().top(), x - pad.padding().left()));
    } else if (layer instanceof Concat concat) {
      concatenate(concat.axis(), inputs, out);
    } else {
      return rearranges(layer, in, out);
    }
    return true;
  }

  private static boolean rearranges(Layer layer, Tensor in, Tensor out) {
    int wide = out.shape().width();
    if (layer instanceof Rearrange rearrange) {
      Arrays.setAll(out.values(), i -> in.values()[rearrange.sources()[i]]);
    } else if (layer instanceof Regrid) {
      System.arraycopy(in.values(), 0, out.values(), 0, in.values().length);
    } else if (layer instanceof TokenGrid grid) {
      fill(out, (c, y, x) -> in.at(c, 0, grid.first() + y * wide + x));
    } else if (layer instanceof Resize resize) {
      PlainResize.apply(resize, in, out);
    } else {
      return false;
    }
    return true;
  }

  static void constant(Weights weights, Tensor out) {
    Arrays.setAll(out.values(), i -> weights.kernel()[i]);
  }

  private static void fill(Tensor out, Source source) {
    int at = 0;
    for (int c = 0; c < out.shape().channels(); c++) {
      for (int y = 0; y < out.shape().height(); y++) {
        for (int x = 0; x < out.shape().width(); x++) {
          out.values()[at++] = source.at(c, y, x);
        }
      }
    }
  }

  private static double bordered(Pad pad, Tensor in, int c, int y, int x) {
    int tall = in.shape().height();
    int wide = in.shape().width();
    return switch (pad.mode()) {
      case CONSTANT -> y < 0 || y >= tall || x < 0 || x >= wide ? pad.value() : in.at(c, y, x);
      case REFLECT -> in.at(c, mirrored(y, tall), mirrored(x, wide));
      case EDGE -> in.at(c, Math.max(0, Math.min(tall - 1, y)), Math.max(0, Math.min(wide - 1, x)));
    };
  }

  private static int mirrored(int place, int size) {
    int inside = Math.abs(place);
    return inside < size ? inside : 2 * (size - 1) - inside;
  }

  private static void concatenate(Axis axis, List<Tensor> inputs, Tensor out) {
    int before = 0;
    for (Tensor in : inputs) {
      for (int i = 0; i < in.values().length; i++) {
        int c = i / in.shape().area();
        int y = i / in.shape().width() % in.shape().height();
        int x = i % in.shape().width();
        int to =
            switch (axis) {
              case CHANNELS -> out.place(before + c, y, x);
              case ROWS -> out.place(c, before + y, x);
              case COLUMNS -> out.place(c, y, before + x);
            };
        out.values()[to] = in.values()[i];
      }
      before +=
          switch (axis) {
            case CHANNELS -> in.shape().channels();
            case ROWS -> in.shape().height();
            case COLUMNS -> in.shape().width();
          };
    }
  }
}
