package phosphene.image.film;

import phosphene.image.pixel.Raster;

/** Every frame to ffmpeg, with even sides. */
final class EvenFilm implements FilmWriter {
  private final Ffmpeg film;
  private final int width;
  private final int height;

  EvenFilm(Ffmpeg film, int width, int height) {
    this.film = film;
    this.width = width;
    this.height = height;
  }

  @Override
  public void add(Raster frame) {
    Films.checkSize(frame, width, height);
    film.write(Films.bytes(frame, width + width % 2, height + height % 2));
  }

  @Override
  public void close() {
    film.close(part -> {});
  }
}
