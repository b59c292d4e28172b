package phosphene.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Layers that put values at other places. */
final class MoveCases {
  private static final int AREA = LayerCase.HEIGHT * LayerCase.WIDTH;

  private MoveCases() {}

  static List<LayerCase> all() {
    List<LayerCase> cases = new ArrayList<>();
    cases.add(LayerCase.of("identity", new Identity()));
    cases.add(LayerCase.of("channels turned", new ChannelGather(List.of(3, 2, 1, 0))));
    cases.add(LayerCase.of("channels left out", new ChannelGather(List.of(1, 2))));
    cases.add(LayerCase.of("channels repeated", new ChannelGather(List.of(2, 0, 2, 2, 3))));
    cases.add(LayerCase.of("channels of zeros", new ChannelPad(2, 1)));
    cases.add(LayerCase.of("channels of zeros behind", new ChannelPad(0, 3)));
    cases.add(LayerCase.of("crop", new Crop(new Padding(1, 2, 0, 3), Extent.ONE)));
    cases.add(LayerCase.of("crop by steps", new Crop(new Padding(0, 1, 1, 0), new Extent(2, 3))));
    cases.add(LayerCase.of("every second pixel", new Crop(Padding.NONE, Extent.square(2))));
    for (Pad.Mode mode : Pad.Mode.values()) {
      cases.add(LayerCase.of("pad " + mode, new Pad(new Padding(1, 2, 3, 0), mode, 0.7f)));
      cases.add(LayerCase.of("wide pad " + mode, new Pad(new Padding(6, 5, 4, 7), mode, -2)));
    }
    cases.add(LayerCase.of("zero pad", Pad.zeros(new Padding(1, 2, 3, 0))));
    cases.add(LayerCase.of("regrid", new Regrid(4, AREA / 4)));
    cases.add(LayerCase.of("rearranged", new Rearrange(new Shape(7, 8, 4), shuffled())));
    cases.add(LayerCase.of("some rearranged", new Rearrange(new Shape(2, 3, 5), some())));
    for (Axis axis : Axis.values()) {
      cases.add(
          LayerCase.begun()
              .node("other", new Convolution(4, Window.of(3, 1, 1)), "input")
              .node(LayerCase.TARGET, new Concat(axis), LayerCase.FIRST, "other", LayerCase.FIRST)
              .named("concat along " + axis));
    }
    cases.add(
        LayerCase.begun()
            .node("wide", new Crop(new Padding(2, 1, 0, 0), Extent.ONE), LayerCase.FIRST)
            .node(LayerCase.TARGET, new Concat(Axis.ROWS), LayerCase.FIRST, "wide")
            .named("concat of unequal rows"));
    cases.add(
        LayerCase.begun()
            .node(LayerCase.TARGET, new Concat(), "input", LayerCase.FIRST)
            .named("concat with the image"));
    cases.add(
        LayerCase.begun()
            .node(LayerCase.TARGET, new Constant(new Shape(4, LayerCase.HEIGHT, LayerCase.WIDTH)))
            .node(LayerCase.AFTER, Elementwise.ADD, LayerCase.FIRST, LayerCase.TARGET)
            .named("constant"));
    return cases;
  }

  private static int[] shuffled() {
    int[] sources = new int[4 * AREA];
    Arrays.setAll(sources, i -> i * 29 % sources.length); // 29 and 224 have no common divisor
    return sources;
  }

  /** Some values are left out, some come twice. */
  private static int[] some() {
    int[] sources = new int[2 * 3 * 5];
    Arrays.setAll(sources, i -> i * i * 7 % (4 * AREA));
    return sources;
  }
}
