package phosphene.image.film;

import java.io.Closeable;
import java.io.UncheckedIOException;
import phosphene.image.pixel.Raster;

/**
 * A film that is being written: frames go in one at a time and are not kept. The file is there, and
 * whole, once it is closed; before, and after a failure, nothing is under its name.
 */
public interface FilmWriter extends Closeable {
  /**
   * Appends a frame.
   *
   * @throws IllegalArgumentException if it has not the film's size
   * @throws UncheckedIOException if it cannot be written
   */
  void add(Raster frame);

  /**
   * Finishes the film.
   *
   * @throws UncheckedIOException if it cannot be written, or no frame was added
   */
  @Override
  void close();
}
