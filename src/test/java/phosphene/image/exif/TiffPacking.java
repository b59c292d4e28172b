package phosphene.image.exif;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Compressions of TIFF files. */
final class TiffPacking {
  private TiffPacking() {}

  /** The bytes as TIFF's compression of this number stores them. */
  static byte[] packed(byte[] bytes, int compression) {
    return switch (compression) {
      case 5 -> lzw(bytes);
      case 8, 32946 -> deflated(bytes);
      case 32773 -> packBits(bytes);
      case 34925 -> xz(bytes);
      case 50000 -> com.github.luben.zstd.Zstd.compress(bytes);
      default -> bytes;
    };
  }

  private static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] buffer = new byte[bytes.length + 100];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static byte[] xz(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var packed = new XZOutputStream(out, new LZMA2Options(1))) {
      packed.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] packBits(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; ) {
      int run = 1;
      while (run < 128 && i + run < bytes.length && bytes[i + run] == bytes[i]) {
        run++;
      }
      if (run > 1) {
        out.write(257 - run);
      } else {
        out.write(0);
      }
      out.write(bytes[i]);
      i += run;
    }
    return out.toByteArray();
  }

  /** The table as the standard has it, so that codes grow to 12 bits and begin anew. */
  private static byte[] lzw(byte[] bytes) {
    java.util.Map<String, Integer> table = new java.util.HashMap<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] held = {0, 0};
    int[] size = {258, 9};
    code(out, held, 256, 9);
    String known = "";
    for (byte b : bytes) {
      String longer = known + (char) (b & 255);
      if (longer.length() == 1 || table.containsKey(longer)) {
        known = longer;
        continue;
      }
      code(out, held, known.length() == 1 ? known.charAt(0) : table.get(known), size[1]);
      table.put(longer, size[0]++);
      known = longer.substring(longer.length() - 1);
      if (size[0] == 4094) {
        code(out, held, 256, 12);
        table.clear();
        size[0] = 258;
        size[1] = 9;
      } else if (size[0] == 1 << size[1]) {
        size[1]++;
      }
    }
    code(out, held, known.length() == 1 ? known.charAt(0) : table.get(known), size[1]);
    code(out, held, 257, size[0] >= (1 << size[1]) - 1 ? Math.min(12, size[1] + 1) : size[1]);
    out.write(held[0] << 8 - held[1]);
    return out.toByteArray();
  }

  private static void code(ByteArrayOutputStream out, int[] held, int code, int bits) {
    for (int b = bits - 1; b >= 0; b--) {
      held[0] = held[0] << 1 | code >> b & 1;
      if (++held[1] == 8) {
        out.write(held[0]);
        held[0] = 0;
        held[1] = 0;
      }
    }
  }
}
