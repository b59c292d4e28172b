package phosphene.image.heif;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import phosphene.image.codec.NativeDecoder;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * What a decoder has to know before the first picture (the boxes hvcC of ISO/IEC 14496-15, 8.3.3,
 * and av1C of AV1's ISOBMFF binding, 2.3), and the stream that it reads.
 */
final class CodecConfig {
  static final Set<String> BOXES = Set.of("hvcC", "av1C");

  private static final int START_CODE = 1;
  private static final byte[] END_OF_SEQUENCE = {0, 0, 0, 1, 36 << 1, 1};

  // A temporal delimiter, which begins each picture of a stream.
  private static final byte[] DELIMITER = {0x12, 0};

  private final HeifBox box;
  private final byte[] content;

  CodecConfig(HeifBox box) {
    this.box = box;
    content = box.content(0);
    if (content.length < (hevc() ? 23 : 4)) {
      throw box.tooShort();
    }
  }

  private boolean hevc() {
    return box.type().equals("hvcC");
  }

  NativeDecoder.Codec codec() {
    return hevc() ? NativeDecoder.Codec.HEVC : NativeDecoder.Codec.AV1;
  }

  /** How the samples of a picture of this size lie. */
  PlaneLayout layout(int width, int height) {
    if (hevc()) {
      int chroma = content[16] & 3; // 0: gray, 1: 4:2:0, 2: 4:2:2, 3: 4:4:4
      int across = chroma == 1 || chroma == 2 ? 1 : 0;
      int bits = 8 + (content[17] & 7);
      return new PlaneLayout(width, height, chroma == 0 ? 1 : 3, across, chroma == 1 ? 1 : 0, bits);
    }
    boolean twelve = (content[2] & 0x20) != 0;
    int bits = (content[2] & 0x40) == 0 ? 8 : twelve ? 12 : 10;
    boolean gray = (content[2] & 0x10) != 0;
    int across = gray ? 0 : (content[2] >> 3) & 1;
    int down = gray ? 0 : (content[2] >> 2) & 1;
    return new PlaneLayout(width, height, gray ? 1 : 3, across, down, bits);
  }

  /**
   * Where a file of AV1 says that chroma samples lie; empty if it does not. Only 4:2:0 has a place
   * for it in the stream itself (AV1 bitstream specification, 5.5.2): of 4:2:2 writers say
   * anything.
   */
  Optional<String> siting() {
    boolean quarter = !hevc() && (content[2] & 0xc) == 0xc;
    return switch (quarter ? content[2] & 3 : 0) {
      case 1 -> Optional.of("left");
      case 2 -> Optional.of("topleft");
      default -> Optional.empty();
    };
  }

  /** What a stream of pictures begins with. */
  byte[] head(int pictures) {
    return hevc() ? new byte[0] : ivfHead(pictures);
  }

  /** A picture in its stream: HEVC with start codes (Annex B), or AV1 in IVF. */
  byte[] framed(byte[] picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(picture.length + 256);
    if (hevc()) {
      out.writeBytes(parameterSets());
      nals(picture, out);
      out.writeBytes(END_OF_SEQUENCE);
    } else {
      ByteBuffer head = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
      out.writeBytes(head.putInt(DELIMITER.length + picture.length).array());
      out.writeBytes(DELIMITER);
      out.writeBytes(picture);
    }
    return out.toByteArray();
  }

  private byte[] parameterSets() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeifBox.Reader in = box.reader().skip(22);
    for (int arrays = in.small(1); arrays > 0; arrays--) {
      in.skip(1);
      for (int count = in.small(2); count > 0; count--) {
        start(out);
        out.writeBytes(in.bytes(in.small(2)));
      }
    }
    return out.toByteArray();
  }

  /** Puts start codes in the place of lengths. */
  private void nals(byte[] picture, ByteArrayOutputStream out) {
    int bytes = (content[21] & 3) + 1;
    int at = 0;
    while (at + bytes <= picture.length) {
      long length = 0;
      for (int i = 0; i < bytes; i++) {
        length = (length << 8) | (picture[at++] & 255);
      }
      if (length > picture.length - at) {
        throw refusal("a part of its picture is too long");
      }
      start(out);
      out.write(picture, at, (int) length);
      at += (int) length;
    }
  }

  private static void start(ByteArrayOutputStream out) {
    out.writeBytes(new byte[] {0, 0, 0, START_CODE});
  }

  private static byte[] ivfHead(int pictures) {
    return ByteBuffer.allocate(32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("DKIF".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .putShort((short) 0)
        .putShort((short) 32)
        .put("AV01".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .putShort((short) 16) // the size, which the stream says itself
        .putShort((short) 16)
        .putInt(25)
        .putInt(1)
        .putInt(pictures)
        .putInt(0)
        .array();
  }

  private UnreadableImageException refusal(String why) {
    return box.source().refusal(Reason.DAMAGED, why);
  }
}
