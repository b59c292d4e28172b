package phosphene.image.film;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.Resample;
import phosphene.image.pixel.Rows;

/**
 * Films as MP4 (H.264), WebM (VP9) and GIF. The same frames give the same bytes. They are made by
 * the ffmpeg that Deeplearning4j brings, in a process of its own for each film: frames stream into
 * it, and what it needs or breaks is not the executor's.
 */
public final class Films {
  // What libopenh264 takes.
  private static final int LEAST_SIDE = 16;
  private static final int MOST_PIXELS = 9_437_184;

  private static final int MOST_FRAMES = 120;

  // Browsers show shorter frames for a tenth of a second.
  private static final int MOST_GIF_FRAMES = 50;

  // A GIF counts in 16 bits.
  private static final int MOST_GIF_SIDE = 65535;

  private Films() {}

  /**
   * An H.264 film (yuv420p, BT.709, limited range) of constant quality, about 35 dB. A side of odd
   * length gets one more line of pixels, a copy of its last: H.264 with subsampled colors has even
   * sides.
   *
   * @param file local; its folder exists
   * @param width of every frame in pixels, at least 16; as height; at most 9437184 pixels together
   * @param fps frames a second, 1 to 120
   */
  public static FilmWriter mp4(Path file, int width, int height, int fps) {
    return even(
        file,
        new Size(width, height, fps),
        List.of(
            "-c:v libopenh264 -profile:v high -b:v 200M -maxrate 200M -qmin 16 -qmax 20",
            "-movflags +faststart -f mp4"));
  }

  /**
   * A VP9 film, of the same colors and with the same limits as {@link #mp4}; about half its size.
   */
  public static FilmWriter webm(Path file, int width, int height, int fps) {
    return even(
        file,
        new Size(width, height, fps),
        List.of("-c:v libvpx-vp9 -crf 26 -b:v 0 -deadline good -cpu-used 4 -row-mt 0 -f webm"));
  }

  private record Size(int width, int height, int fps) {}

  private static FilmWriter even(Path file, Size size, List<String> encoder) {
    int across = size.width + size.width % 2;
    int down = size.height + size.height % 2;
    check(
        size.width >= LEAST_SIDE
            && size.height >= LEAST_SIDE
            && (long) across * down <= MOST_PIXELS,
        size.width,
        size.height,
        "at least 16x16 and at most 9437184 pixels");
    check(size.fps >= 1 && size.fps <= MOST_FRAMES, Integer.toString(size.fps), MOST_FRAMES);
    List<String> options = new ArrayList<>();
    options.add("-vf");
    options.add(
        "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=yuv420p");
    options.add("-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv");
    options.addAll(encoder);
    return new EvenFilm(new Ffmpeg(file, across, down, size.fps, options), size.width, size.height);
  }

  /**
   * An endless GIF. Every frame has a palette of its own and is dithered by error diffusion: a tour
   * has other colors in each picture. Frames that repeat the one before are not stored, but shown
   * longer.
   *
   * @param file local; its folder exists
   * @param width of every frame, 1 to 65535 pixels; as height
   * @param fps frames a second, 1 to 50, such as 12.5 for every other frame of 25; frames begin at
   *     the nearest hundredth of a second
   */
  public static FilmWriter gif(Path file, int width, int height, double fps) {
    check(
        Math.min(width, height) >= 1 && Math.max(width, height) <= MOST_GIF_SIDE,
        width,
        height,
        "1 to 65535 pixels a side");
    check(fps >= 1 && fps <= MOST_GIF_FRAMES, Double.toString(fps), MOST_GIF_FRAMES);
    int about = (int) Math.round(fps); // each frame gets its own time at the end
    List<String> options =
        List.of(
            "-filter_complex",
            "split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=dither=sierra2_4a:new=1",
            "-loop 0 -f gif");
    return new GifFilm(new Ffmpeg(file, width, height, about, options), width, height, fps);
  }

  /**
   * A picture as small as a film wants it: as it is, or with its longer side shrunk to this many
   * pixels.
   */
  public static Raster fit(Rows picture, int longest) {
    int side = Math.max(picture.width(), picture.height());
    if (side <= longest) {
      return Resample.shrink(picture, picture.width(), picture.height());
    }
    int width = Math.max(1, Math.round((float) picture.width() * longest / side));
    int height = Math.max(1, Math.round((float) picture.height() * longest / side));
    return Resample.shrink(picture, width, height);
  }

  private static void check(boolean valid, int width, int height, String rule) {
    if (!valid) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "Invalid film: %dx%d (must be %s)", width, height, rule));
    }
  }

  private static void check(boolean valid, String fps, int most) {
    if (!valid) {
      throw new IllegalArgumentException(
          "Invalid frames a second: " + fps + " (must be 1 to " + most + ")");
    }
  }

  /**
   * The pixels of a frame, 3 bytes each, its last column and row repeated where more are wanted.
   */
  static byte[] bytes(Raster frame, int width, int height) {
    byte[] bytes = new byte[3 * width * height];
    int area = frame.width() * frame.height();
    for (int i = 0; i < width * height; i++) {
      int x = Math.min(i % width, frame.width() - 1);
      int y = Math.min(i / width, frame.height() - 1);
      for (int plane = 0; plane < 3; plane++) {
        bytes[3 * i + plane] =
            (byte) Levels.level(frame.planes()[plane * area + y * frame.width() + x]);
      }
    }
    return bytes;
  }

  static void checkSize(Raster frame, int width, int height) {
    if (frame.width() != width || frame.height() != height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid frame: %dx%d (must be %dx%d like all of the film)",
              frame.width(),
              frame.height(),
              width,
              height));
    }
  }
}
