package phosphene.image.pixel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The brands at the beginning of a file of boxes (ISO/IEC 14496-12): which of them are pictures.
 */
final class HeifBrands {
  /** HEVC pictures and their sequences. */
  private static final Set<String> HEVC =
      Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs");

  /** Of any codec (ISO/IEC 23008-12, 10). */
  private static final Set<String> ANY = Set.of("mif1", "mif2", "msf1");

  private static final Set<String> AVIF = Set.of("avif", "avis", "avio");

  // Beyond any list of brands.
  private static final int MOST = 256;

  private HeifBrands() {}

  /** HEIF or AVIF; empty for all else, films among it. */
  static Optional<Format> format(byte[] bytes) {
    if (!Format.starts(bytes, 4, "ftyp") || bytes.length < 12) {
      return Optional.empty();
    }
    List<String> brands = brands(bytes);
    String major = brands.get(0);
    boolean avif = brands.stream().anyMatch(AVIF::contains);
    if (AVIF.contains(major) || (avif && !HEVC.contains(major))) {
      return Optional.of(Format.AVIF);
    }
    return brands.stream().anyMatch(brand -> HEVC.contains(brand) || ANY.contains(brand))
        ? Optional.of(Format.HEIF)
        : Optional.empty();
  }

  /** The major brand, and those that the file is compatible with. */
  private static List<String> brands(byte[] bytes) {
    int end = Math.min(Math.min(bytes.length, MOST), ByteBuffer.wrap(bytes).getInt(0));
    IntStream compatible = IntStream.iterate(16, at -> at + 4 <= end, at -> at + 4);
    return IntStream.concat(IntStream.of(8), compatible)
        .mapToObj(at -> Format.latin(bytes, at, 4))
        .toList();
  }
}
