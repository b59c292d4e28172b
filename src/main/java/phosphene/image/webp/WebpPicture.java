package phosphene.image.webp;

import phosphene.image.codec.DecoderProcess;
import phosphene.image.codec.NativeDecoder;
import phosphene.image.pixel.ArgbRows;
import phosphene.image.pixel.CanvasRows;
import phosphene.image.pixel.PixelRows;
import phosphene.image.pixel.PlaneLayout;
import phosphene.image.pixel.Planes;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** Decodes the picture of a {@link WebpFile}. */
public final class WebpPicture {
  private WebpPicture() {}

  /** The canvas, transparent where the picture does not cover it. */
  public static PixelRows of(WebpFile file, NativeDecoder decoder) {
    WebpFile.Picture picture = file.picture();
    PixelRows rows = picture.lossless() ? lossless(picture) : lossy(picture, decoder);
    return file.covered()
        ? rows
        : new CanvasRows(rows, file.frame(), (int) file.width(), (int) file.height());
  }

  private static PixelRows lossless(WebpFile.Picture picture) {
    int[] argb = Vp8lPicture.decode(picture.file(), picture.width(), picture.height());
    return new ArgbRows(picture.width(), picture.height(), picture.translucent(), argb);
  }

  private static PixelRows lossy(WebpFile.Picture picture, NativeDecoder decoder) {
    int count = picture.translucent() ? 4 : 3;
    var layout = new PlaneLayout(picture.width(), picture.height(), count, 1, 1, 8);
    Planes planes = new Planes(layout);
    String samples = picture.translucent() ? "yuva420p" : "yuv420p";
    decode(picture, samples, decoder, in -> planes.read(in, layout, 0, 0));
    return new Vp8Rows(planes);
  }

  private static void decode(
      WebpFile.Picture picture, String samples, NativeDecoder decoder, DecoderProcess.Sink sink) {
    long pixels = (long) picture.width() * picture.height();
    NativeDecoder.FrameInfo info =
        decoder.decode(NativeDecoder.Codec.WEBP, picture.file(), pixels, pixels, sink);
    boolean same = info.width() == picture.width() && info.height() == picture.height();
    if (!same || !info.samples().equals(samples)) {
      throw decoder.refusal(Reason.DAMAGED, "its pixels are not those that its header promises");
    }
  }
}
