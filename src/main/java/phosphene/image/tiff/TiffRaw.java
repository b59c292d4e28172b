package phosphene.image.tiff;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import phosphene.image.pixel.Format;

/**
 * Cameras' raw files that are TIFF files by their first bytes (DNG, CR2, NEF, ARW, PEF, SRW and
 * more): what the sensor saw, one color a pixel, beside a small picture that must not be taken for
 * the photo.
 */
public final class TiffRaw {
  private static final int REDUCED = 0xfe;
  private static final int COMPRESSION = 0x103;
  private static final int KIND = 0x106;
  private static final int MAKE = 0x10f;
  private static final int BELOW = 0x14a;
  private static final int DNG_VERSION = 0xc612;

  /** The values of a sensor under its color filters, or these made linear (DNG, chapter 4). */
  private static final Set<Long> SENSOR = Set.of(32803L, 34892L);

  /** Compressions of Sony, Samsung, Kodak, Nikon, Panasonic and Pentax (dcraw, libtiff's list). */
  private static final Set<Long> MAKERS =
      Set.of(32767L, 32769L, 32770L, 34713L, 34316L, 34826L, 34828L, 65000L, 65535L);

  // As many as raw files have at most, with room.
  private static final int MOST = 16;

  private TiffRaw() {}

  /**
   * What kind of raw file this is; empty if it is none.
   *
   * @throws IndexOutOfBoundsException if directories lie beyond the end of the file
   */
  public static Optional<String> name(byte[] bytes, TiffDirectory first) {
    if (first.has(DNG_VERSION)) {
      return raw("DNG");
    }
    if (Format.starts(bytes, 8, "CR")) {
      return raw("Canon CR2");
    }
    if (Format.starts(bytes, 8, "IIII") || Format.starts(bytes, 8, "MMMM")) {
      return raw("Phase One IIQ");
    }
    boolean small = (first.number(REDUCED, 0) & 1) == 1;
    boolean sensor = directories(first).anyMatch(TiffRaw::ofSensor);
    return small || sensor ? raw(maker(first)) : Optional.empty();
  }

  private static Optional<String> raw(String name) {
    return Optional.of("a camera's raw file" + (name.isEmpty() ? "" : " (" + name + ")"));
  }

  private static boolean ofSensor(TiffDirectory directory) {
    return SENSOR.contains(directory.number(KIND, 0))
        || MAKERS.contains(directory.number(COMPRESSION, 1));
  }

  private static String maker(TiffDirectory first) {
    String make = Format.latin(first.bytes(MAKE), 0, 64).replaceAll("[^\\x21-\\x7e].*", "");
    return List.of("", "Unknown").contains(make) ? "" : make;
  }

  /** The first directory, those that it points to, and those that follow, each with its own. */
  private static Stream<TiffDirectory> directories(TiffDirectory first) {
    return Stream.iterate(
            Optional.of(first), Optional::isPresent, one -> one.flatMap(TiffRaw::following))
        .limit(MOST)
        .flatMap(Optional::stream)
        .flatMap(one -> Stream.concat(Stream.of(one), below(one)));
  }

  /** A broken directory behind the first is none: the first is what is read. */
  private static Optional<TiffDirectory> following(TiffDirectory directory) {
    try {
      return directory.next();
    } catch (IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static Stream<TiffDirectory> below(TiffDirectory directory) {
    try {
      return directory.below(BELOW, MOST).stream();
    } catch (IndexOutOfBoundsException e) {
      return Stream.empty();
    }
  }
}
