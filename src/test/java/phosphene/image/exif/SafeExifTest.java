package phosphene.image.exif;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.exif.ExifDirectoryBase;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.image.Photos;
import phosphene.image.Samples;
import phosphene.image.codec.Jpeg;
import phosphene.image.pixel.Photo;
import phosphene.image.png.PngChunks;

/** What of a photo's EXIF its dream tells: all, what anybody may know, or nothing. */
class SafeExifTest {
  private static final BufferedImage IMAGE = Samples.quarters(64, 48);
  private static final int EXIF = 0x8769;
  private static final int GPS = 0x8825;
  private static final int INTEROPERABILITY = 0xa005;

  /** Tags of the first directory that nobody should be shown without being asked. */
  private static final List<Integer> PRIVATE =
      List.of(
          0x10e, // ImageDescription
          0x13b, // Artist
          0x13c, // HostComputer
          0x2bc, // XMP
          0x83bb, // IPTC
          0x8649, // Photoshop
          0x9c9b, // XPTitle
          0x9c9c, // XPComment
          0x9c9d, // XPAuthor
          0x9c9e, // XPKeywords
          0x9c9f, // XPSubject
          0xc4a5, // PrintIM
          0xc62f, // CameraSerialNumber
          0xc65d, // RawDataUniqueID
          0xc68b, // OriginalRawFileName
          0xea1c, // Padding
          0xfde8, // OwnerName of some programs
          0xfde9); // SerialNumber of some programs

  private static final List<Integer> PRIVATE_EXIF =
      List.of(
          0x9010, // OffsetTime
          0x9011, 0x9012, 0x927c, // MakerNote
          0x9286, // UserComment
          0x9402, // Pressure
          0xa004, // RelatedSoundFile
          0xa40b, // DeviceSettingDescription
          0xa420, // ImageUniqueID
          0xa430, // CameraOwnerName
          0xa431, // BodySerialNumber
          0xa435, // LensSerialNumber
          0xa436, // ImageTitle
          0xa437, // Photographer
          0xa438, // ImageEditor
          0xa439, // CameraFirmware
          0xa43a, // RAWDevelopingSoftware
          0xfdea); // LensSerialNumber of some programs

  private static final Map<Integer, String> SHOWN =
      Map.of(
          0x10f,
          "Makers",
          0x110,
          "Model 7",
          0x131,
          "Program",
          0x132,
          "2020:02:29 12:00:00",
          0x8298,
          "(c) 2020 the photographer");

  private static final Map<Integer, String> SHOWN_EXIF =
      Map.of(0x9003, "2020:02:29 12:00:01", 0xa433, "Lensmakers", 0xa434, "Lens 50");

  private static byte[] block(ByteOrder order) {
    Map<Integer, Object> first = new TreeMap<>(SHOWN);
    PRIVATE.forEach(tag -> first.put(tag, secret(tag)));
    Map<Integer, Object> exif = new TreeMap<>(SHOWN_EXIF);
    PRIVATE_EXIF.forEach(tag -> exif.put(tag, secret(tag)));
    exif.put(0xa001, 65535);
    exif.put(INTEROPERABILITY, Map.of(1, "R98", 0x1000, secret(0x1000)));
    first.put(EXIF, exif);
    first.put(GPS, new TreeMap<>(Map.of(1, "N", 0x1d, secret(0x1d), 0x1b, secret(0x1b))));
    first.put(0x112, 6);
    ByteBuffer out = ByteBuffer.allocate(20_000).order(order);
    out.put(Samples.ascii(order == ByteOrder.BIG_ENDIAN ? "MM" : "II"));
    out.putShort((short) 42).putInt(8);
    return Arrays.copyOf(out.array(), directory(out, 8, first));
  }

  private static String secret(int tag) {
    return String.format("secret-%04x", tag);
  }

  /** Texts, shorts and directories; where they end. */
  private static int directory(ByteBuffer out, int at, Map<Integer, ?> tags) {
    int end = at + 2 + 12 * tags.size() + 4;
    out.position(at).putShort((short) tags.size());
    for (var tag : tags.entrySet()) {
      out.putShort((short) (int) tag.getKey());
      int next = out.position() + 10;
      if (tag.getValue() instanceof Integer number) {
        out.putShort((short) 3).putInt(1).putShort((short) (int) number).putShort((short) 0);
      } else if (tag.getValue() instanceof String text) {
        byte[] bytes = Samples.ascii(text + "\0");
        out.putShort((short) 2).putInt(bytes.length);
        if (bytes.length <= 4) {
          out.put(bytes);
        } else {
          out.putInt(end).position(end).put(bytes);
          end += bytes.length + bytes.length % 2;
        }
      } else if (tag.getValue() instanceof Map<?, ?> below) {
        @SuppressWarnings("unchecked")
        Map<Integer, ?> tree = new TreeMap<>((Map<Integer, ?>) below);
        out.putShort((short) 4).putInt(1).putInt(end);
        end = directory(out, end, tree);
      }
      out.position(next);
    }
    out.putInt(0);
    return end;
  }

  @ParameterizedTest
  @CsvSource({"JPEG, II", "JPEG, MM", "PNG, II", "PNG, MM"})
  void aSafeDreamTellsWithWhatAndWhenAndNothingElse(String format, String order) throws Exception {
    byte[] block = block(order.equals("II") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    byte[] dream = dream(format, block, phosphene.image.exif.Metadata.SAFE);

    String bytes = new String(dream, StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("secret").doesNotContain("ecret-");
    var read = ImageMetadataReader.readMetadata(new ByteArrayInputStream(dream));
    var first = read.getFirstDirectoryOfType(ExifIFD0Directory.class);
    SHOWN.forEach((tag, text) -> assertThat(first.getString(tag)).isEqualTo(text));
    assertThat(first.getInt(ExifDirectoryBase.TAG_ORIENTATION)).isEqualTo(1);
    var second = read.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
    SHOWN_EXIF.forEach((tag, text) -> assertThat(second.getString(tag)).isEqualTo(text));
    assertThat(second.getInt(ExifDirectoryBase.TAG_COLOR_SPACE)).isEqualTo(1);
    assertThat(read.containsDirectoryOfType(GpsDirectory.class)).isFalse();
    for (var directory : read.getDirectories()) {
      assertThat(directory.getErrors()).as(directory.getName()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"JPEG", "PNG"})
  void allOfItIsKeptWhereThatIsAskedForAndNothingWhereNothingIs(String format) {
    byte[] block = block(ByteOrder.LITTLE_ENDIAN);
    String all = latin(dream(format, block, phosphene.image.exif.Metadata.ALL));
    String none = latin(dream(format, block, phosphene.image.exif.Metadata.NONE));

    PRIVATE.forEach(tag -> assertThat(all).contains(secret(tag)));
    PRIVATE_EXIF.forEach(tag -> assertThat(all).contains(secret(tag)));
    assertThat(all).contains(secret(0x1d)).contains("Model 7");
    assertThat(none).doesNotContain("secret").doesNotContain("Model 7").doesNotContain("Exif");
  }

  /** Not of the file's EXIF, but around it: neither was ever carried over. */
  @ParameterizedTest
  @ValueSource(strings = {"ALL", "SAFE", "NONE"})
  void xmpAndIptcAreNotCarriedOver(String policy) {
    byte[] xmp = Samples.ascii("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>secret</x:xmpmeta>");
    byte[] iptc = Samples.ascii("Photoshop 3.0\0" + "8BIM\4\4\0\0\0\0\0\7secret!");
    byte[] jpeg = Samples.segment(Samples.segment(Jpeg.encode(IMAGE), 0xe1, xmp), 0xed, iptc);
    byte[] png =
        PngChunks.with(
            Samples.file(IMAGE, "png"), "iTXt", Samples.ascii("XML:com.adobe.xmp\0\0\0\0\0secret"));

    for (byte[] file : List.of(jpeg, png)) {
      Photo photo = Photos.decode(file, 10_000);
      byte[] dream =
          Photos.encode(
              photo.raster(), photo, phosphene.image.exif.Metadata.valueOf(policy), Map.of());
      assertThat(latin(dream)).doesNotContain("secret").doesNotContain("xmpmeta");
    }
  }

  @Test
  void whateverIsChangedIsASafeBlockOrNone() {
    byte[] whole = block(ByteOrder.BIG_ENDIAN);
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = Arrays.copyOf(whole, 8 + random.nextInt(whole.length - 7));
      for (int change = random.nextInt(6); change > 0; change--) {
        bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
      }
      for (phosphene.image.exif.Metadata policy : phosphene.image.exif.Metadata.values()) {
        byte[] block = policy.of(bytes, 8, 16);
        assertThat(policy.of(block, 8, 16)).hasSizeLessThanOrEqualTo(block.length);
      }
    }
  }

  private static byte[] dream(String format, byte[] block, phosphene.image.exif.Metadata policy) {
    byte[] file =
        format.equals("JPEG")
            ? Samples.withExif(Jpeg.encode(IMAGE), block)
            : PngChunks.with(Samples.file(IMAGE, "png"), "eXIf", block);
    Photo photo = Photos.decode(file, 10_000);
    assertThat(photo.levels().width()).isEqualTo(48);
    return Photos.encode(photo.raster(), photo, policy, Map.of());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
