package phosphene.image.heif;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import phosphene.image.Samples;
import phosphene.image.pixel.Format;

/**
 * Files of HEIF and AVIF: small ones that x265 and libaom encoded (by heif-enc 1.15.1, avifenc
 * 0.11.1, and ffmpeg, whose lossless HEVC is a sequence without a primary picture), and others put
 * together of their coded pictures.
 */
public final class HeifSamples {
  private final List<Item> items = new ArrayList<>();
  private final List<byte[]> references = new ArrayList<>();

  /** An item of a file, whose number is its place. */
  private record Item(String type, byte[] data, List<byte[]> properties) {}

  /** A file among the resources. */
  public static byte[] file(String name) {
    try (InputStream in = HeifSamples.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] box(String type, byte[]... content) {
    byte[] all = Samples.join(content);
    return Samples.join(number(4, 8 + all.length), Samples.ascii(type), all);
  }

  static byte[] fullBox(String type, int version, byte[]... content) {
    return box(type, number(4, version << 24), Samples.join(content));
  }

  /** Big-endian. */
  public static byte[] number(int bytes, long value) {
    return Arrays.copyOfRange(ByteBuffer.allocate(8).putLong(value).array(), 8 - bytes, 8);
  }

  static byte[] numbers(int bytes, long... values) {
    return Samples.join(
        Arrays.stream(values).mapToObj(value -> number(bytes, value)).toArray(byte[][]::new));
  }

  public static byte[] size(int width, int height) {
    return fullBox("ispe", 0, numbers(4, width, height));
  }

  /** Quarter turns against the clock. */
  public static byte[] turn(int quarters) {
    return box("irot", number(1, quarters));
  }

  /** 0: top with bottom, 1: left with right. */
  public static byte[] mirror(int axis) {
    return box("imir", number(1, axis));
  }

  /** Numerators and denominators of width, height and the middle's shift right and down. */
  public static byte[] crop(long... numbers) {
    return box("clap", numbers(4, numbers));
  }

  public static byte[] colors(int primaries, int transfer, int matrix, int full) {
    byte[] codes = numbers(2, primaries, transfer, matrix);
    return box("colr", Samples.ascii("nclx"), codes, number(1, full << 7));
  }

  public static byte[] profile(byte[] icc) {
    return box("colr", Samples.ascii("prof"), icc);
  }

  /** The coded picture of a file, its codec's box, and further properties. */
  public HeifSamples coded(String name, byte[]... properties) {
    byte[] file = file(name);
    boolean hevc = Samples.find(file, Samples.ascii("hvcC")) > 0;
    HeifBox.Source source = new HeifBox.Source(file, hevc ? Format.HEIF : Format.AVIF);
    CodedPicture picture = HeifFile.of(file, source.format()).picture();
    String type = hevc ? "hvcC" : "av1C";
    List<byte[]> all = new ArrayList<>();
    all.add(box(type, picture.last(type).orElseThrow().content(0)));
    all.addAll(List.of(properties));
    items.add(new Item(hevc ? "hvc1" : "av01", picture.tiles().get(0).bytes().get(), all));
    return this;
  }

  public HeifSamples item(String type, byte[] data, byte[]... properties) {
    items.add(new Item(type, data, List.of(properties)));
    return this;
  }

  public HeifSamples reference(String type, int from, int... to) {
    byte[] ids =
        Samples.join(Arrays.stream(to).mapToObj(id -> number(2, id)).toArray(byte[][]::new));
    references.add(box(type, number(2, from), number(2, to.length), ids));
    return this;
  }

  /** The file, of which one item is shown. */
  public byte[] primary(int item) {
    byte[] head = box("ftyp", Samples.ascii("mif1\0\0\0\0mif1miaf"));
    int place = head.length + meta(item, 0).length + 8;
    byte[] data = Samples.join(items.stream().map(Item::data).toArray(byte[][]::new));
    return Samples.join(head, meta(item, place), box("mdat", data));
  }

  private byte[] meta(int primary, int place) {
    byte[] handler = fullBox("hdlr", 0, number(4, 0), Samples.ascii("pict"), new byte[13]);
    byte[] shown = fullBox("pitm", 0, number(2, primary));
    return fullBox("meta", 0, handler, shown, information(), places(place), properties(), refer());
  }

  private byte[] refer() {
    return fullBox("iref", 0, Samples.join(references.toArray(byte[][]::new)));
  }

  private byte[] information() {
    List<byte[]> entries = new ArrayList<>();
    for (Item item : items) {
      byte[] id = numbers(2, entries.size() + 1, 0);
      entries.add(fullBox("infe", 2, id, Samples.ascii(item.type + "\0")));
    }
    byte[] all = Samples.join(entries.toArray(byte[][]::new));
    return fullBox("iinf", 0, number(2, items.size()), all);
  }

  private byte[] places(int first) {
    List<byte[]> places = new ArrayList<>();
    int at = first;
    for (Item item : items) {
      byte[] id = numbers(2, places.size() + 1, 0, 1);
      places.add(Samples.join(id, numbers(4, at, item.data.length)));
      at += item.data.length;
    }
    byte[] all = Samples.join(places.toArray(byte[][]::new));
    return fullBox("iloc", 0, number(2, 0x4400), number(2, items.size()), all);
  }

  private byte[] properties() {
    Map<String, byte[]> boxes = new LinkedHashMap<>();
    List<byte[]> associations = new ArrayList<>();
    for (Item item : items) {
      List<byte[]> indices = new ArrayList<>();
      for (byte[] property : item.properties) {
        boxes.putIfAbsent(Arrays.toString(property), property);
        int index = List.copyOf(boxes.keySet()).indexOf(Arrays.toString(property)) + 1;
        indices.add(number(1, 0x80 | index));
      }
      byte[] id = number(2, associations.size() + 1);
      byte[] all = Samples.join(indices.toArray(byte[][]::new));
      associations.add(Samples.join(id, number(1, indices.size()), all));
    }
    byte[] container = box("ipco", Samples.join(boxes.values().toArray(byte[][]::new)));
    byte[] all = Samples.join(associations.toArray(byte[][]::new));
    return box("iprp", container, fullBox("ipma", 0, number(4, items.size()), all));
  }

  /** A description of a grid. */
  public static byte[] grid(int rows, int columns, int width, int height) {
    byte[] counts = new byte[] {0, 0, (byte) (rows - 1), (byte) (columns - 1)};
    return Samples.join(counts, numbers(2, width, height));
  }

  /**
   * A description of an overlay.
   *
   * @param canvas red, green, blue and opacity of 0 to 65535, width and height
   * @param places left and top of each picture
   */
  static byte[] overlay(long[] canvas, long... places) {
    return Samples.join(new byte[2], numbers(2, canvas), numbers(2, places));
  }

  /** That an item is the opacity of another. */
  static byte[] opacity() {
    return fullBox("auxC", 0, Samples.ascii("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"));
  }

  /** An Exif item's content. */
  public static byte[] exif(byte[] block) {
    return Samples.join(number(4, 6), Samples.ascii("Exif\0\0"), block);
  }
}
