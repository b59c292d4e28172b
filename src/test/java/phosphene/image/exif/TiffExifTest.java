package phosphene.image.exif;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;

/** EXIF of TIFF files, which are such blocks themselves, as metadata-extractor reads it. */
class TiffExifTest {
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int UNDEFINED = 7;

  /** A tag with its values as they are stored. */
  private record Tag(int number, int type, int count, byte[] values) {}

  @ParameterizedTest
  @ValueSource(strings = {"LITTLE_ENDIAN", "BIG_ENDIAN"})
  void whatIsNotAboutThePixelsIsKept(String order) throws Exception {
    Photo photo = Photos.decode(file(order(order), 6), 10_000);
    assertThat(photo.format()).isEqualTo(Format.TIFF);
    assertThat(photo.raster().width()).as("turned upright").isEqualTo(8);
    assertThat(photo.raster().height()).isEqualTo(16);

    byte[] dream =
        Photos.encode(photo.raster(), photo, phosphene.image.exif.Metadata.ALL, Map.of());

    Metadata read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(dream));
    var first = read.getFirstDirectoryOfType(ExifIFD0Directory.class);
    assertThat(first.getString(ExifDirectoryBase.TAG_MAKE)).isEqualTo("Phosphene Works");
    assertThat(first.getString(ExifDirectoryBase.TAG_DATETIME)).isEqualTo("2020:02:29 12:00:00");
    Integer orientation = first.getInteger(ExifDirectoryBase.TAG_ORIENTATION);
    assertThat(orientation == null ? 1 : orientation).isEqualTo(1);
    assertThat(first.containsTag(ExifDirectoryBase.TAG_STRIP_OFFSETS)).isFalse();
    assertThat(first.containsTag(ExifDirectoryBase.TAG_BITS_PER_SAMPLE)).isFalse();
    var second = read.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    assertThat(second.getRational(ExifDirectoryBase.TAG_FNUMBER).doubleValue()).isEqualTo(2.8);
    assertThat(second.getInt(ExifDirectoryBase.TAG_ISO_EQUIVALENT)).isEqualTo(400);
    assertThat(second.getInt(ExifDirectoryBase.TAG_COLOR_SPACE)).isEqualTo(1);
    assertThat(second.containsTag(ExifDirectoryBase.TAG_MAKERNOTE)).isFalse();
    var place = read.getFirstDirectoryOfType(GpsDirectory.class);
    assertThat(place.getString(GpsDirectory.TAG_LATITUDE_REF)).isEqualTo("N");
    assertThat(place.getGeoLocation().getLatitude()).isCloseTo(48.5, Assertions.within(1e-6));
    for (var directory : read.getDirectories()) {
      assertThat(directory.getErrors()).as(directory.getName()).isEmpty();
    }
    assertThat(Photos.decode(dream, 10_000).raster().width()).as("once is enough").isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theDreamStandsAsThePhotoWasSeen(int orientation) {
    Photo photo = Photos.decode(file(ByteOrder.LITTLE_ENDIAN, orientation), 10_000);

    byte[] dream =
        Photos.encode(photo.raster(), photo, phosphene.image.exif.Metadata.ALL, Map.of());

    assertThat(Photos.decode(dream, 10_000).raster().planes())
        .containsExactly(photo.raster().planes());
  }

  @Test
  void whatIsStrippedIsGone() throws Exception {
    Photo photo = Photos.decode(file(ByteOrder.BIG_ENDIAN, 1), 10_000);

    byte[] dream =
        Photos.encode(photo.raster(), photo, phosphene.image.exif.Metadata.NONE, Map.of());

    Metadata read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(dream));
    assertThat(read.containsDirectoryOfType(ExifIFD0Directory.class)).isFalse();
    assertThat(Samples.find(dream, Samples.ascii("Phosphene Works"))).isEqualTo(-1);
  }

  @Test
  void aFileThatSaysNothingHasNoBlock() {
    byte[] plain = Samples.file(Samples.quarters(16, 8), "tiff");

    assertThat(Photos.decode(plain, 10_000).exif()).isEmpty();
    assertThat(TiffExif.of(new byte[0])).isEmpty();
    assertThat(TiffExif.of(Samples.ascii("II*\0\377\377\377\177"))).isEmpty();
  }

  @Test
  void whateverIsChangedIsABlockOrNone() {
    byte[] whole = file(ByteOrder.LITTLE_ENDIAN, 6);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 7));
      for (int change = random.nextInt(6); change > 0; change--) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      byte[] block = TiffExif.of(bytes);
      assertThat(Tiff.upright(block, 8, 16).length).isLessThanOrEqualTo(block.length);
    }
  }

  /** 5,000 pointers to a directory of 5,000 pointers to one of 5,000 values. */
  @Test
  @Timeout(60)
  void directoriesThatArePointedToAgainAndAgainDoNotUnfold() {
    int many = 5000;
    int length = 2 + 12 * many + 4;
    ByteBuffer out = ByteBuffer.allocate(8 + 3 * length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(Samples.ascii("II*\0")).putInt(8);
    int[][] levels = {{0x8769, LONG, 8 + length}, {0xa005, LONG, 8 + 2 * length}, {1, SHORT, 1}};
    for (int[] level : levels) {
      out.putShort((short) many);
      for (int i = 0; i < many; i++) {
        out.putShort((short) level[0]).putShort((short) level[1]).putInt(1).putInt(level[2]);
      }
      out.putInt(0);
    }

    assertThat(TiffExif.of(out.array())).hasSizeLessThan(200);
  }

  private static ByteOrder order(String name) {
    return name.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  /** A photo of 16 x 8 pixels, four quarters, with what a camera would say of it. */
  private static byte[] file(ByteOrder order, int orientation) {
    int exif = 600;
    int gps = 900;
    int pixels = 1200;
    ByteBuffer out = ByteBuffer.allocate(pixels + 16 * 8 * 3).order(order);
    out.put(Samples.ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"));
    out.putShort((short) 42).putInt(8);
    directory(
        out,
        8,
        List.of(
            number(order, 0x100, SHORT, 16),
            number(order, 0x101, SHORT, 8),
            number(order, 0x102, SHORT, 8, 8, 8),
            number(order, 0x103, SHORT, 1),
            number(order, 0x106, SHORT, 2),
            text(0x10f, "Phosphene Works"),
            number(order, 0x111, LONG, pixels),
            number(order, 0x112, SHORT, orientation),
            number(order, 0x115, SHORT, 3),
            number(order, 0x116, LONG, 8),
            number(order, 0x117, LONG, 16 * 8 * 3),
            text(0x132, "2020:02:29 12:00:00"),
            number(order, 0x8769, LONG, exif),
            number(order, 0x8825, LONG, gps)));
    directory(
        out,
        exif,
        List.of(
            number(order, 0x829d, RATIONAL, 28, 10),
            number(order, 0x8827, SHORT, 400),
            new Tag(0x927c, UNDEFINED, 20, new byte[20]),
            number(order, 0xa001, SHORT, 1)));
    directory(
        out,
        gps,
        List.of(
            text(1, "N"),
            number(order, 2, RATIONAL, 48, 1, 30, 1, 0, 1),
            text(3, "E"),
            number(order, 4, RATIONAL, 9, 1, 0, 1, 0, 1)));
    int[] colors = {0xff0000, 0x00ff00, 0x0000ff, 0xffff00};
    out.position(pixels);
    for (int i = 0; i < 16 * 8; i++) {
      int color = colors[2 * (i / 16 / 4) + i % 16 / 8];
      out.put((byte) (color >> 16)).put((byte) (color >> 8)).put((byte) color);
    }
    return out.array();
  }

  private static Tag text(int number, String text) {
    return new Tag(number, ASCII, text.length() + 1, Samples.ascii(text + "\0"));
  }

  private static Tag number(ByteOrder order, int number, int type, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * (type == SHORT ? 2 : 4)).order(order);
    IntStream.of(values)
        .forEach(
            value -> {
              if (type == SHORT) {
                bytes.putShort((short) value);
              } else {
                bytes.putInt(value);
              }
            });
    int count = type == RATIONAL ? values.length / 2 : values.length;
    return new Tag(number, type, count, bytes.array());
  }

  private static void directory(ByteBuffer out, int at, List<Tag> tags) {
    List<Tag> sorted = new ArrayList<>(tags);
    sorted.sort(Comparator.comparingInt(Tag::number));
    int end = at + 2 + 12 * sorted.size() + 4;
    out.position(at).putShort((short) sorted.size());
    for (Tag tag : sorted) {
      out.putShort((short) tag.number).putShort((short) tag.type).putInt(tag.count);
      int next = out.position() + 4;
      if (tag.values.length <= 4) {
        out.put(tag.values);
      } else {
        out.putInt(end).position(end).put(tag.values);
        end += tag.values.length + tag.values.length % 2;
      }
      out.position(next);
    }
    out.putInt(0);
  }
}
