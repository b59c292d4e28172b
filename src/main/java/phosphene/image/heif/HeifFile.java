package phosphene.image.heif;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * A HEIF or AVIF file taken apart (ISO/IEC 23008-12): its primary picture, of a sequence without
 * one the first.
 */
public final class HeifFile {
  private static final Set<String> ALPHA =
      Set.of(
          "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha",
          "urn:mpeg:hevc:2015:auxid:1",
          "urn:mpeg:avc:2015:auxid:1");

  private final HeifBox.Source source;
  private final Optional<HeifItems> items;
  private final int item;
  private final Optional<HeifOverlay> overlay;
  private final CodedPicture picture;

  private HeifFile(HeifBox.Source source) {
    this.source = source;
    List<HeifBox> boxes = HeifBox.of(source);
    items = HeifBox.first(boxes, "meta").map(HeifItems::new).filter(found -> found.primary() != 0);
    item = items.map(HeifItems::primary).orElse(0);
    overlay = items.filter(found -> found.type(item).equals("iovl")).map(this::overlay);
    picture =
        overlay
            .map(HeifOverlay::canvas)
            .or(() -> items.map(found -> CodedPicture.of(found, item)))
            .or(() -> HeifBox.first(boxes, "moov").flatMap(HeifTrack::first))
            .orElseThrow(() -> none(boxes));
  }

  /** A picture of the file that is not shown alone. */
  private HeifFile(HeifBox.Source source, HeifItems items, int item) {
    this.source = source;
    this.items = Optional.of(items);
    this.item = item;
    overlay = Optional.empty();
    picture = CodedPicture.of(items, item);
  }

  private HeifOverlay overlay(HeifItems found) {
    if (alphaItem().isPresent()) {
      throw source.refusal(Reason.UNSUPPORTED, "an overlay with an opacity is not supported");
    }
    return HeifOverlay.of(found, item, layer -> new HeifFile(source, found, layer));
  }

  private UnreadableImageException none(List<HeifBox> boxes) {
    boolean begun = HeifBox.first(boxes, "meta").or(() -> HeifBox.first(boxes, "moov")).isEmpty();
    return begun
        ? source.refusal(Reason.TRUNCATED, "it ends before its picture")
        : source.refusal(Reason.DAMAGED, "it has no primary picture");
  }

  /**
   * Takes a file apart.
   *
   * @throws UnreadableImageException if it is cut, breaks the rules, or has what is not supported
   */
  public static HeifFile of(byte[] bytes, Format format) {
    return new HeifFile(new HeifBox.Source(bytes, format));
  }

  /** Pixels in a row, before the picture is cropped and turned. */
  public long width() {
    return picture.whole().width();
  }

  /** Rows, before the picture is cropped and turned. */
  public long height() {
    return picture.whole().height();
  }

  CodedPicture picture() {
    return picture;
  }

  /** The pictures that lie over each other in it; {@link #picture} is then their canvas. */
  public Optional<HeifOverlay> overlay() {
    return overlay;
  }

  HeifBox.Source source() {
    return source;
  }

  /** Whether a color has more than 8 bits. */
  public boolean deep() {
    return picture.whole().bits() > 8;
  }

  /** Whether it may be. */
  public boolean transparent() {
    return alphaItem().isPresent() || overlay.isPresent();
  }

  /** The picture of opacities, if there is one. */
  Optional<CodedPicture> alpha() {
    return alphaItem().map(alpha -> CodedPicture.of(items.orElseThrow(), alpha));
  }

  /** Whether colors are stored multiplied by their opacity. */
  boolean premultiplied() {
    return alphaItem()
        .map(alpha -> items.orElseThrow().to(alpha, "prem").contains(item))
        .orElse(false);
  }

  private Optional<Integer> alphaItem() {
    return items.flatMap(
        found ->
            found.to(item, "auxl").stream()
                .filter(other -> found.property(other, "auxC").filter(HeifFile::alpha).isPresent())
                .findFirst());
  }

  private static boolean alpha(HeifBox auxiliary) {
    return ALPHA.contains(auxiliary.reader().skip(4).text());
  }

  /** The EXIF block; empty if there is none. */
  public byte[] exif() {
    return items.map(found -> exif(found, item)).orElse(new byte[0]);
  }

  private static byte[] exif(HeifItems items, int item) {
    List<Integer> about = new ArrayList<>(items.to(item, "cdsc"));
    about.removeIf(other -> !items.type(other).equals("Exif"));
    if (about.isEmpty()) {
      return new byte[0];
    }
    byte[] bytes = items.bytes(about.get(0));
    // The first four bytes say how many bytes are between them and the block.
    long at = bytes.length < 4 ? 0 : 4 + (java.nio.ByteBuffer.wrap(bytes).getInt(0) & 0xffffffffL);
    return at >= bytes.length ? new byte[0] : Arrays.copyOfRange(bytes, (int) at, bytes.length);
  }
}
