package phosphene.image.webp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import phosphene.image.exif.TiffExif;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** A WebP file taken apart (RFC 9649); of an animated one the first frame. */
public final class WebpFile {
  private static final int ANIMATED = 2;
  private static final int PROFILE = 32;

  // Bytes of a chunk's type and length, and of what an ANMF chunk has before its own chunks.
  private static final int HEAD = 8;
  private static final int FRAME_HEAD = 16;

  private final byte[] bytes;
  private final ByteBuffer in;
  private final List<Chunk> chunks;
  private final int flags;
  private final Picture picture;
  private final Area frame;
  private final long width;
  private final long height;

  /** A chunk, with the places of its content in the file. */
  private record Chunk(String type, int from, int to) {}

  /**
   * What a decoder makes pixels of.
   *
   * @param lossless whether that is VP8L
   * @param translucent whether it has an opacity
   * @param file a WebP file of these pixels alone; if lossless, the chunk's content
   */
  public record Picture(
      int width, int height, boolean lossless, boolean translucent, byte[] file) {}

  private WebpFile(byte[] bytes) {
    this.bytes = bytes;
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long end = HEAD + (in.getInt(4) & 0xffffffffL);
    if (end > bytes.length) {
      throw refusal(Reason.TRUNCATED, "it has " + bytes.length + " of its " + end + " bytes");
    }
    chunks = chunks(12, (int) end);
    Optional<Chunk> extended = first(chunks, "VP8X").filter(chunk -> length(chunk) >= 10);
    flags = extended.map(chunk -> (int) bytes[chunk.from]).orElse(0);
    boolean animated = (flags & ANIMATED) != 0;
    Chunk shown = animated ? first(chunks, "ANMF").orElseThrow(WebpFile::empty) : whole();
    picture = animated ? picture(chunks(shown.from + FRAME_HEAD, shown.to)) : picture(chunks);
    width = extended.map(chunk -> 1L + triple(chunk.from + 4)).orElse((long) picture.width);
    height = extended.map(chunk -> 1L + triple(chunk.from + 7)).orElse((long) picture.height);
    int left = animated ? 2 * triple(shown.from) : 0;
    int top = animated ? 2 * triple(shown.from + 3) : 0;
    frame = new Area(left, top, picture.width, picture.height);
    boolean still = width == picture.width && height == picture.height;
    boolean inside = left + picture.width <= width && top + picture.height <= height;
    if (animated ? !inside : !still) {
      throw refusal(Reason.DAMAGED, "its picture does not fit its canvas");
    }
  }

  /**
   * Takes a file apart.
   *
   * @throws UnreadableImageException if it is cut, or breaks the rules
   */
  public static WebpFile of(byte[] bytes) {
    try {
      return new WebpFile(bytes);
    } catch (IndexOutOfBoundsException e) {
      throw refusal(Reason.DAMAGED, "one of its chunks is too short");
    }
  }

  /** Pixels of the canvas in a row. */
  public long width() {
    return width;
  }

  /** Rows of the canvas. */
  public long height() {
    return height;
  }

  public Picture picture() {
    return picture;
  }

  /** Where the picture lies on the canvas. */
  Area frame() {
    return frame;
  }

  /** Whether the picture covers the canvas. */
  public boolean covered() {
    return picture.width == width && picture.height == height;
  }

  /** The EXIF block; empty if there is none. */
  public byte[] exif() {
    byte[] exif = first(chunks, "EXIF").map(this::content).orElse(new byte[0]);
    return TiffExif.bare(exif);
  }

  /** The XMP packet; empty if there is none. */
  public byte[] xmp() {
    return first(chunks, "XMP ").map(this::content).orElse(new byte[0]);
  }

  /** The ICC profile; empty if there is none. */
  public byte[] profile() {
    return (flags & PROFILE) == 0
        ? new byte[0]
        : first(chunks, "ICCP").map(this::content).orElse(new byte[0]);
  }

  private List<Chunk> chunks(int start, int end) {
    List<Chunk> found = new ArrayList<>();
    long at = start;
    while (at + HEAD <= end) {
      int from = (int) at + HEAD;
      long length = in.getInt(from - 4) & 0xffffffffL;
      if (from + length > end) {
        throw refusal(Reason.DAMAGED, "the chunk at byte " + at + " is too long");
      }
      found.add(new Chunk(Format.latin(bytes, (int) at, 4), from, (int) (from + length)));
      at = from + length + length % 2;
    }
    return found;
  }

  private Chunk whole() {
    return new Chunk("RIFF", 12, bytes.length);
  }

  private Picture picture(List<Chunk> parts) {
    Chunk image =
        parts.stream()
            .filter(chunk -> chunk.type.equals("VP8 ") || chunk.type.equals("VP8L"))
            .findFirst()
            .orElseThrow(WebpFile::empty);
    return image.type.equals("VP8L") ? lossless(image) : lossy(image, first(parts, "ALPH"));
  }

  private Picture lossless(Chunk image) {
    if (in.get(image.from) != 0x2f) {
      throw refusal(Reason.DAMAGED, "its lossless picture has no signature");
    }
    int bits = in.getInt(image.from + 1);
    int across = (bits & 0x3fff) + 1;
    int down = ((bits >> 14) & 0x3fff) + 1;
    boolean translucent = ((bits >> 28) & 1) == 1;
    return new Picture(across, down, true, translucent, content(image));
  }

  private Picture lossy(Chunk image, Optional<Chunk> alpha) {
    boolean key = (in.get(image.from) & 1) == 0;
    if (!key || in.get(image.from + 3) != (byte) 0x9d || in.getShort(image.from + 4) != 0x2a01) {
      throw refusal(Reason.DAMAGED, "its lossy picture is no key frame");
    }
    int across = in.getShort(image.from + 6) & 0x3fff;
    int down = in.getShort(image.from + 8) & 0x3fff;
    if (across == 0 || down == 0) {
      throw refusal(Reason.EMPTY, "a picture of " + across + "x" + down + " pixels");
    }
    if (alpha.isEmpty()) {
      return new Picture(across, down, false, false, riff(part(image)));
    }
    byte[] extended =
        ByteBuffer.allocate(HEAD + 10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put("VP8X".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .putInt(10)
            .putInt(16) // it has an opacity
            .put(new byte[] {(byte) (across - 1), (byte) ((across - 1) >> 8), 0})
            .put(new byte[] {(byte) (down - 1), (byte) ((down - 1) >> 8), 0})
            .array();
    byte[] file = riff(extended, part(alpha.get()), part(image));
    return new Picture(across, down, false, true, file);
  }

  /** A chunk with its head. */
  private byte[] part(Chunk chunk) {
    int length = chunk.to - chunk.from;
    return ByteBuffer.allocate(HEAD + length + length % 2)
        .put(bytes, chunk.from - HEAD, HEAD + length)
        .array();
  }

  private static byte[] riff(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer riff = ByteBuffer.allocate(12 + length).order(ByteOrder.LITTLE_ENDIAN);
    riff.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(4 + length);
    riff.put(new byte[] {'W', 'E', 'B', 'P'});
    for (byte[] part : parts) {
      riff.put(part);
    }
    return riff.array();
  }

  private static Optional<Chunk> first(List<Chunk> chunks, String type) {
    return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
  }

  private static int length(Chunk chunk) {
    return chunk.to - chunk.from;
  }

  private byte[] content(Chunk chunk) {
    return Arrays.copyOfRange(bytes, chunk.from, chunk.to);
  }

  private int triple(int at) {
    return (in.getShort(at) & 0xffff) | ((in.get(at + 2) & 255) << 16);
  }

  private static UnreadableImageException empty() {
    return refusal(Reason.DAMAGED, "no picture is in it");
  }

  private static UnreadableImageException refusal(Reason reason, String why) {
    return new UnreadableImageException(reason, "Cannot decode WEBP: " + why);
  }
}
