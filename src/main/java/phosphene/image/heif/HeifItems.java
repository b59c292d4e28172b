package phosphene.image.heif;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.image.pixel.Extent;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** The items of a HEIF file (ISO/IEC 14496-12, 8.11), and what is said of them. */
final class HeifItems {
  // Beyond any file of tiles: forged ones could fill the heap with empty entries.
  private static final int MOST = 200_000;

  private final HeifBox.Source source;
  private final Map<Integer, String> types = new HashMap<>();
  private final Map<Integer, Place> places = new HashMap<>();
  private final Map<Integer, List<Property>> properties = new HashMap<>();
  private final List<Reference> references = new ArrayList<>();
  private final Optional<HeifBox> data;
  private final int primary;
  private int entries;

  /** Something said of an item; a reader that does not know what is essential may not show it. */
  record Property(HeifBox box, boolean essential) {}

  /** That an item has to do with others, in a way that four letters name. */
  private record Reference(String type, int from, List<Integer> to) {}

  /**
   * Where the bytes of an item are.
   *
   * @param method 0: in the file, 1: in the box {@code idat}
   * @param elsewhere whether they are in another file
   */
  private record Place(int method, boolean elsewhere, List<Extent> extents) {}

  /** A run of bytes; of length 0 it goes on to the end. */
  private record Extent(long offset, long length) {}

  /** Of the box {@code meta} of a file. */
  HeifItems(HeifBox meta) {
    source = meta.source();
    List<HeifBox> boxes = meta.inside(4);
    data = HeifBox.first(boxes, "idat");
    primary = HeifBox.first(boxes, "pitm").map(HeifItems::primary).orElse(0);
    HeifBox.first(boxes, "iinf").ifPresent(this::readTypes);
    HeifBox.first(boxes, "iloc").ifPresent(this::readPlaces);
    HeifBox.first(boxes, "iref").ifPresent(this::readReferences);
    HeifBox.first(boxes, "iprp").ifPresent(this::readProperties);
  }

  private static int primary(HeifBox box) {
    HeifBox.Reader in = box.reader();
    int version = in.small(4) >>> 24;
    return in.small(version == 0 ? 2 : 4);
  }

  private void readTypes(HeifBox box) {
    int version = box.reader().small(4) >>> 24;
    for (HeifBox entry : box.inside(version == 0 ? 6 : 8)) {
      HeifBox.Reader in = entry.reader();
      int entryVersion = in.small(4) >>> 24;
      if (entryVersion >= 2) {
        int id = in.small(entryVersion == 2 ? 2 : 4);
        boolean secret = in.small(2) != 0;
        types.put(id, secret ? "encrypted" : in.letters());
      }
    }
  }

  private void readPlaces(HeifBox box) {
    HeifBox.Reader in = box.reader();
    int version = in.small(4) >>> 24;
    int sizes = in.small(2);
    int ids = version < 2 ? 2 : 4;
    for (long count = in.number(ids); count > 0; count--) {
      int id = in.small(ids);
      int method = version == 0 ? 0 : in.small(2) & 15;
      boolean elsewhere = in.small(2) != 0;
      long base = in.number((sizes >> 4) & 15);
      List<Extent> extents = new ArrayList<>();
      for (int more = in.small(2); more > 0; more--) {
        count();
        in.number(version == 0 ? 0 : sizes & 15);
        long offset = in.number((sizes >> 12) & 15);
        extents.add(new Extent(base + offset, in.number((sizes >> 8) & 15)));
      }
      places.putIfAbsent(id, new Place(method, elsewhere, extents));
    }
  }

  private void readReferences(HeifBox box) {
    int bytes = box.reader().small(4) >>> 24 == 0 ? 2 : 4;
    for (HeifBox reference : box.inside(4)) {
      HeifBox.Reader in = reference.reader();
      int from = in.small(bytes);
      List<Integer> to = new ArrayList<>();
      for (int count = in.small(2); count > 0; count--) {
        count();
        to.add(in.small(bytes));
      }
      references.add(new Reference(reference.type(), from, to));
    }
  }

  private void readProperties(HeifBox box) {
    List<HeifBox> boxes = box.inside(0);
    List<HeifBox> all = HeifBox.first(boxes, "ipco").map(ipco -> ipco.inside(0)).orElse(List.of());
    boxes.stream().filter(each -> each.type().equals("ipma")).forEach(each -> associate(each, all));
  }

  private void associate(HeifBox box, List<HeifBox> all) {
    HeifBox.Reader in = box.reader();
    int head = in.small(4);
    int bytes = (head & 1) == 0 ? 1 : 2;
    int essential = (head & 1) == 0 ? 0x80 : 0x8000;
    for (long count = in.number(4); count > 0; count--) {
      int id = in.small(head >>> 24 == 0 ? 2 : 4);
      List<Property> own = new ArrayList<>();
      for (int more = in.small(1); more > 0; more--) {
        count();
        int value = in.small(bytes);
        int index = value & (essential - 1);
        if (index > all.size()) {
          throw refusal(Reason.DAMAGED, "its property " + index + " is missing");
        }
        if (index > 0) {
          own.add(new Property(all.get(index - 1), (value & essential) != 0));
        }
      }
      properties.putIfAbsent(id, own);
    }
  }

  private void count() {
    if (++entries > MOST) {
      throw refusal(Reason.DAMAGED, "it has more than " + MOST + " entries");
    }
  }

  /** The number of the item that is shown. */
  int primary() {
    return primary;
  }

  /** Four letters; empty if there is no such item. */
  String type(int item) {
    return types.getOrDefault(item, "");
  }

  /** What is said of an item, in the order in which it is applied. */
  List<Property> properties(int item) {
    return properties.getOrDefault(item, List.of());
  }

  Optional<HeifBox> property(int item, String type) {
    return properties(item).stream()
        .map(Property::box)
        .filter(box -> box.type().equals(type))
        .findFirst();
  }

  /** The items that an item refers to. */
  List<Integer> from(int item, String type) {
    return references.stream()
        .filter(reference -> reference.from == item && reference.type.equals(type))
        .findFirst()
        .map(Reference::to)
        .orElse(List.of());
  }

  /** The items that refer to an item. */
  List<Integer> to(int item, String type) {
    return references.stream()
        .filter(reference -> reference.to.contains(item) && reference.type.equals(type))
        .map(Reference::from)
        .toList();
  }

  /** The bytes of an item. */
  byte[] bytes(int item) {
    Place place = places.get(item);
    if (place == null) {
      throw refusal(Reason.DAMAGED, "its item " + item + " is nowhere");
    }
    if (place.elsewhere || place.method > 1) {
      throw refusal(Reason.UNSUPPORTED, "its item " + item + " is not in the file itself");
    }
    int start = place.method == 0 ? 0 : data.map(HeifBox::from).orElse(0);
    int end = place.method == 0 ? source.bytes().length : data.map(HeifBox::to).orElse(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Extent extent : place.extents) {
      long from = start + extent.offset;
      long length = extent.length == 0 ? end - from : extent.length;
      if (extent.offset < 0 || length < 0 || from > end || length > end - from) {
        throw refusal(Reason.TRUNCATED, "its item " + item + " ends beyond its end");
      }
      if (bytes.size() + length > source.bytes().length) {
        throw refusal(Reason.DAMAGED, "its item " + item + " is longer than the file");
      }
      bytes.write(source.bytes(), (int) from, (int) length);
    }
    return bytes.toByteArray();
  }

  UnreadableImageException refusal(Reason reason, String why) {
    return source.refusal(reason, why);
  }
}
