package phosphene.image.heif;

import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import phosphene.image.codec.NativeDecoder;
import phosphene.image.exif.Tiff;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.Planes;
import phosphene.image.pixel.UnreadableImageException.Reason;
import phosphene.image.pixel.UprightPhoto;
import phosphene.image.pixel.YuvRows;

/** Decodes the picture of a {@link HeifFile}. */
public final class HeifPicture {
  private final HeifFile file;
  private final NativeDecoder decoder;
  private final long pixelLimit;

  private HeifPicture(HeifFile file, NativeDecoder decoder, long pixelLimit) {
    this.file = file;
    this.decoder = decoder;
    this.pixelLimit = pixelLimit;
  }

  /** The samples of a picture, and what the decoder said of them. */
  private record Decoded(Planes planes, NativeDecoder.FrameInfo info) {}

  /**
   * The photo, without EXIF. It is upright by its boxes irot and imir, whatever EXIF says; by EXIF
   * where it has neither, since some programs write that alone.
   *
   * @param pixelLimit of a tile, and of the picture of opacities
   */
  public static Photo of(HeifFile file, NativeDecoder decoder, long pixelLimit) {
    return new HeifPicture(file, decoder, pixelLimit).photo();
  }

  private Photo photo() {
    CodedPicture picture = file.picture();
    HeifView view = view(picture);
    if (file.overlay().isPresent()) {
      PixelRows rows = overlaid(file.overlay().get());
      return UprightPhoto.of(
          rows, view.crop(), view.orientation(), UnaryOperator.identity(), decoder.format());
    }
    Decoded decoded = decoded(picture);
    HeifColors colors = HeifColors.of(picture, decoded.info, decoder);
    Optional<YuvRows.Alpha> alpha = file.alpha().map(this::alpha);
    String siting = picture.config().siting().orElse("center");
    var coding =
        new YuvRows.Coding(
            colors.matrix(), colors.full(), siting.endsWith("left"), siting.startsWith("top"));
    YuvRows rows = new YuvRows(decoded.planes, coding, alpha);
    return UprightPhoto.of(rows, view.crop(), view.orientation(), colors.srgb(), decoder.format());
  }

  private PixelRows overlaid(HeifOverlay overlay) {
    // Twice as many as a photo has: some layers cover each other.
    if (overlay.pixels() > 2.0 * pixelLimit) {
      throw decoder.refusal(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%.0f pixels in the pictures of its overlay (must be at most %d in all)",
              overlay.pixels(),
              2 * pixelLimit));
    }
    return overlay.rows(layer -> of(layer, decoder, pixelLimit));
  }

  private HeifView view(CodedPicture picture) {
    PlaneLayout whole = picture.whole();
    HeifView view = HeifView.of(whole.width(), whole.height(), picture.properties());
    boolean turned = picture.last("irot").or(() -> picture.last("imir")).isPresent();
    return turned ? view : view.turned(Tiff.orientation(file.exif()));
  }

  private YuvRows.Alpha alpha(CodedPicture picture) {
    Decoded decoded = decoded(picture);
    boolean full = !decoded.info.range().equals("tv");
    return new YuvRows.Alpha(decoded.planes, full, file.premultiplied());
  }

  private Decoded decoded(CodedPicture picture) {
    PlaneLayout tile = picture.tile();
    long pixels = (long) tile.width() * tile.height();
    if (pixels > pixelLimit
        || (long) picture.whole().width() * picture.whole().height() > pixelLimit) {
      throw decoder.refusal(
          Reason.TOO_LARGE,
          tile.width()
              + "x"
              + tile.height()
              + " pixels (must be at most "
              + pixelLimit
              + " in all)");
    }
    byte[] stream = picture.stream(file.source());
    Planes planes = new Planes(picture.whole());
    NativeDecoder.FrameInfo info =
        decoder.decode(
            picture.config().codec(),
            stream,
            pixels,
            pixels * picture.tiles().size(),
            in -> {
              for (int i = 0; i < picture.tiles().size(); i++) {
                int left = i % picture.columns() * tile.width();
                int top = i / picture.columns() * tile.height();
                planes.read(in, tile, left, top);
              }
            });
    check(info, tile);
    return new Decoded(planes, info);
  }

  private void check(NativeDecoder.FrameInfo info, PlaneLayout tile) {
    String kind =
        tile.planes() == 1
            ? "gray"
            : tile.across() == 0
                ? "(?:yuvj?444p|gbrp)"
                : tile.down() == 0 ? "yuvj?422p" : "yuvj?420p";
    String depth = tile.bits() > 8 ? tile.bits() + "le" : "";
    boolean same =
        info.width() == tile.width()
            && info.height() == tile.height()
            && Pattern.matches(kind + depth, info.samples());
    if (!same) {
      throw decoder.refusal(Reason.DAMAGED, "its pixels are not those that its header promises");
    }
  }
}
