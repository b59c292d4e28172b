package phosphene.image.film;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import phosphene.image.codec.GifBlocks;
import phosphene.image.pixel.Raster;

/**
 * Frames to ffmpeg, but not those that repeat the last one; when all are there, each frame of the
 * file gets the time that it was shown.
 */
final class GifFilm implements FilmWriter {
  private final Ffmpeg film;
  private final int width;
  private final int height;
  private final double fps;
  private final List<Integer> ends = new ArrayList<>();
  private byte[] last = new byte[0];
  private int frames;

  GifFilm(Ffmpeg film, int width, int height, double fps) {
    this.film = film;
    this.width = width;
    this.height = height;
    this.fps = fps;
  }

  @Override
  public void add(Raster frame) {
    Films.checkSize(frame, width, height);
    byte[] bytes = Films.bytes(frame, width, height);
    frames++;
    if (Arrays.equals(bytes, last)) {
      ends.set(ends.size() - 1, frames);
      return;
    }
    film.write(bytes);
    ends.add(frames);
    last = bytes;
  }

  @Override
  public void close() {
    film.close(this::time);
  }

  /** Whole hundredths of a second whose sums stay as near to the frames' as can be. */
  private void time(Path file) throws IOException {
    List<Integer> delays = new ArrayList<>();
    int shown = 0;
    for (int end : ends) {
      int until = (int) Math.round(100.0 * end / fps);
      delays.add(until - shown);
      shown = until;
    }
    GifBlocks.time(file, delays);
  }
}
