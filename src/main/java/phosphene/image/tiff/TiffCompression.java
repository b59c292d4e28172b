package phosphene.image.tiff;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import org.tukaani.xz.XZInputStream;

/** The compressions of TIFF files by their numbers: their names, and which are undone here. */
public final class TiffCompression {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(9, "JBIG"),
          Map.entry(10, "JBIG"),
          Map.entry(32766, "NeXT"),
          Map.entry(32771, "CCITT RLE of words"),
          Map.entry(32809, "ThunderScan"),
          Map.entry(32895, "IT8"),
          Map.entry(32896, "IT8"),
          Map.entry(32897, "IT8"),
          Map.entry(32898, "IT8"),
          Map.entry(32908, "Pixar film"),
          Map.entry(32909, "Pixar log"),
          Map.entry(32947, "Kodak DCS"),
          Map.entry(33003, "JPEG 2000"),
          Map.entry(33004, "JPEG 2000"),
          Map.entry(33005, "JPEG 2000"),
          Map.entry(34661, "JBIG"),
          Map.entry(34663, "JBIG 2"),
          Map.entry(34676, "SGI log"),
          Map.entry(34677, "SGI log of 24 bits"),
          Map.entry(34712, "JPEG 2000"),
          Map.entry(34715, "JBIG 2"),
          Map.entry(34887, "LERC"),
          Map.entry(34927, "WebP"),
          Map.entry(34933, "PNG"),
          Map.entry(34934, "JPEG XR"),
          Map.entry(50001, "WebP"),
          Map.entry(50002, "JPEG XL"),
          Map.entry(52546, "JPEG XL"));

  // 64 MB each: the dictionary of xz -6 has 8, the window of zstd -19 has 8.
  private static final int XZ_KILOBYTES = 64 << 10;
  private static final int ZSTD_WINDOW_BITS = 26;

  private TiffCompression() {}

  /** What undoes a compression. */
  interface Codec {
    InputStream open(InputStream compressed) throws IOException;
  }

  /** What undoes a compression here, byte by byte whatever the samples; empty for all others. */
  static Optional<Codec> codec(int number) {
    return Optional.ofNullable(
        switch (number) {
          case 1 -> compressed -> compressed;
          case 5 -> LzwInput::new;
          case 8, 32946, 50013 -> InflaterInputStream::new;
          case 32773 -> PackBitsInput::new;
          case 34925 -> compressed -> new XZInputStream(compressed, XZ_KILOBYTES);
          case 34926, 50000 -> TiffCompression::zstd;
          default -> null;
        });
  }

  private static InputStream zstd(InputStream compressed) throws IOException {
    return new ZstdInputStream(compressed).setLongMax(ZSTD_WINDOW_BITS);
  }

  /** Whether the decoder library is asked: it knows faxes (2, 3, 4) and JPEG (6, 7). */
  public static boolean librarys(int number) {
    return number == 2 || number == 3 || number == 4 || number == 6 || number == 7;
  }

  /** The name of a compression that is not read. */
  static String name(int number) {
    return NAMES.getOrDefault(number, "number " + number);
  }
}
