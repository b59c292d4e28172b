package phosphene.image.heif;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import phosphene.image.heif.HeifItems.Property;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * A picture of a HEIF file as decoders get it: one, or equal tiles that cover it.
 *
 * @param tiles row by row
 * @param tile how the samples of a tile lie
 * @param columns tiles in a row
 * @param whole how the samples of the whole picture lie
 * @param properties what is said of the picture, in the order in which it is applied
 */
record CodedPicture(
    List<Tile> tiles, PlaneLayout tile, int columns, PlaneLayout whole, List<HeifBox> properties) {
  /**
   * A picture that is decoded at once.
   *
   * @param bytes gives it, compressed
   */
  record Tile(CodecConfig config, Supplier<byte[]> bytes) {}

  // Properties that are applied here, or that change no pixel; an essential one beside them is a
  // reason not to show the item.
  private static final Set<String> KNOWN =
      Set.of(
          "hvcC", "av1C", "ispe", "irot", "imir", "clap", "colr", "pixi", "pasp", "auxC", "a1op",
          "a1lx", "lsel", "rloc", "clli", "mdcv", "cclv", "amve", "udes", "altt", "crtt", "mdft");

  private static final int MOST_STEPS = 4;
  private static final int ALL = 0xffff; // layers

  /**
   * The picture of an item.
   *
   * @throws UnreadableImageException if it is of a kind that is not supported
   */
  static CodedPicture of(HeifItems items, int item) {
    return of(items, item, 0);
  }

  private static CodedPicture of(HeifItems items, int item, int steps) {
    checkProperties(items, item);
    String type = items.type(item);
    return switch (type) {
      case "hvc1", "av01" -> single(items, item);
      case "grid" -> grid(items, item);
      case "iden" -> same(items, item, steps);
      case "" -> throw items.refusal(Reason.DAMAGED, "its item " + item + " is missing");
      case "iovl" ->
          throw items.refusal(
              Reason.UNSUPPORTED, "an overlay within another picture is not supported");
      case "encrypted" -> throw items.refusal(Reason.UNSUPPORTED, "it is encrypted");
      default ->
          throw items.refusal(
              Reason.UNSUPPORTED, "pictures of kind \"" + type + "\" are not supported");
    };
  }

  /** Refuses an item of which something must be known that is not. */
  static void checkProperties(HeifItems items, int item) {
    for (Property property : items.properties(item)) {
      if (property.essential() && !KNOWN.contains(property.box().type())) {
        throw items.refusal(
            Reason.UNSUPPORTED, "its property " + property.box().type() + " is not supported");
      }
    }
  }

  private static CodedPicture single(HeifItems items, int item) {
    List<HeifBox> properties = items.properties(item).stream().map(Property::box).toList();
    HeifBox config =
        properties.stream()
            .filter(box -> CodecConfig.BOXES.contains(box.type()))
            .findFirst()
            .orElseThrow(() -> items.refusal(Reason.DAMAGED, "its codec is not configured"));
    HeifBox.Reader size =
        items
            .property(item, "ispe")
            .orElseThrow(() -> items.refusal(Reason.DAMAGED, "its size is not said"))
            .reader()
            .skip(4);
    checkLayers(items, item);
    CodecConfig codec = new CodecConfig(config);
    PlaneLayout layout = codec.layout(side(items, size.number(4)), side(items, size.number(4)));
    List<Tile> tiles = List.of(new Tile(codec, () -> items.bytes(item)));
    return new CodedPicture(tiles, layout, 1, layout, properties);
  }

  /** Of pictures of several layers the decoder gives the best. */
  private static void checkLayers(HeifItems items, int item) {
    boolean best =
        items.property(item, "lsel").map(box -> box.reader().small(2)).orElse(ALL) == ALL;
    boolean usual = items.property(item, "a1op").map(box -> box.reader().small(1)).orElse(0) == 0;
    if (!best || !usual) {
      throw items.refusal(Reason.UNSUPPORTED, "one of its several layers is not supported");
    }
  }

  static int side(HeifItems items, long pixels) {
    if (pixels < 1) {
      throw items.refusal(Reason.EMPTY, "a picture without pixels");
    }
    if (pixels > Integer.MAX_VALUE) {
      throw items.refusal(Reason.TOO_LARGE, "a side of " + pixels + " pixels");
    }
    return (int) pixels;
  }

  private static CodedPicture grid(HeifItems items, int item) {
    byte[] grid = items.bytes(item);
    int bytes = grid.length > 1 && (grid[1] & 1) == 1 ? 4 : 2;
    if (grid.length < 4 + 2 * bytes) {
      throw items.refusal(Reason.DAMAGED, "its grid is not described");
    }
    int rows = (grid[2] & 255) + 1;
    int columns = (grid[3] & 255) + 1;
    int width = side(items, number(grid, 4, bytes));
    int height = side(items, number(grid, 4 + bytes, bytes));
    List<Integer> parts = items.from(item, "dimg");
    if (parts.size() != rows * columns) {
      throw items.refusal(
          Reason.DAMAGED, "it has " + parts.size() + " of " + rows * columns + " tiles");
    }
    List<CodedPicture> tiles = new ArrayList<>();
    for (int part : parts) {
      if (!Set.of("hvc1", "av01").contains(items.type(part))) {
        throw items.refusal(Reason.UNSUPPORTED, "its tiles are no simple pictures");
      }
      tiles.add(single(items, part));
    }
    CodedPicture first = tiles.get(0);
    check(items, tiles, new int[] {rows, columns, width, height});
    List<HeifBox> properties =
        new ArrayList<>(items.properties(item).stream().map(Property::box).toList());
    if (properties.stream().noneMatch(box -> box.type().equals("colr"))) {
      first.properties.stream().filter(box -> box.type().equals("colr")).forEach(properties::add);
    }
    return new CodedPicture(
        tiles.stream().map(tile -> tile.tiles.get(0)).toList(),
        first.tile,
        columns,
        first.tile.resized(width, height),
        properties);
  }

  /** Tiles are equal, cover the picture, and none lies outside of it. */
  private static void check(HeifItems items, List<CodedPicture> tiles, int[] grid) {
    PlaneLayout tile = tiles.get(0).tile;
    boolean equal =
        tiles.stream()
            .allMatch(
                each ->
                    each.tile.equals(tile)
                        && each.config().codec() == tiles.get(0).config().codec()
                        && each.properties.stream().noneMatch(CodedPicture::turns));
    boolean whole =
        (grid[1] == 1 || tile.width() % (1 << tile.across()) == 0)
            && (grid[0] == 1 || tile.height() % (1 << tile.down()) == 0);
    if (!equal || !whole) {
      throw items.refusal(Reason.UNSUPPORTED, "tiles that differ are not supported");
    }
    if (!fits(grid[1], tile.width(), grid[2]) || !fits(grid[0], tile.height(), grid[3])) {
      throw items.refusal(Reason.DAMAGED, "its tiles do not fit its size");
    }
  }

  private static boolean fits(long count, long side, long all) {
    return count * side >= all && (count - 1) * side < all;
  }

  private static boolean turns(HeifBox property) {
    return HeifView.BOXES.contains(property.type());
  }

  private static CodedPicture same(HeifItems items, int item, int steps) {
    List<Integer> parts = items.from(item, "dimg");
    if (parts.size() != 1 || steps == MOST_STEPS) {
      throw items.refusal(Reason.DAMAGED, "its picture is derived of none");
    }
    CodedPicture source = of(items, parts.get(0), steps + 1);
    List<HeifBox> properties = new ArrayList<>(source.properties);
    items.properties(item).stream().map(Property::box).forEach(properties::add);
    return new CodedPicture(source.tiles, source.tile, source.columns, source.whole, properties);
  }

  static long number(byte[] bytes, int at, int length) {
    long number = 0;
    for (int i = at; i < at + length; i++) {
      number = (number << 8) | (bytes[i] & 255);
    }
    return number;
  }

  CodecConfig config() {
    return tiles.get(0).config;
  }

  /**
   * What the decoder reads.
   *
   * @throws UnreadableImageException if there are more, since the same is used again and again
   */
  byte[] stream(HeifBox.Source source) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(config().head(tiles.size()));
    for (Tile each : tiles) {
      out.writeBytes(each.config.framed(each.bytes.get()));
      if (out.size() > 2L * source.bytes().length + tiles.size() * 1024L) {
        throw source.refusal(Reason.DAMAGED, "its tiles are longer than the file");
      }
    }
    return out.toByteArray();
  }

  /** All boxes of a type among the properties. */
  List<HeifBox> all(String type) {
    return properties.stream().filter(box -> box.type().equals(type)).toList();
  }

  Optional<HeifBox> last(String type) {
    List<HeifBox> all = all(type);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }
}
