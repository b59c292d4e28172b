package phosphene.image.film;

import java.util.Locale;
import phosphene.image.pixel.Raster;
import phosphene.image.sheet.Caption;

/**
 * How a series of pictures becomes a film: each is held, then cross-faded to the next.
 *
 * @param hold seconds that each picture stands still, at least one frame
 * @param fade seconds from one picture to the next, 0 for a cut
 * @param fps frames a second of the film
 */
public record FilmSequence(double hold, double fade, int fps) {
  public FilmSequence {
    if (!(hold >= 0 && hold <= 3600 && fade >= 0 && fade <= 3600) || fps < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Invalid film sequence: hold %s s, fade %s s, %d frames a second (must be 0 to 3600 s, at least 1)",
              hold,
              fade,
              fps));
    }
  }

  /** A picture of the film's size; its caption is written on a dark bar, none if it is empty. */
  public record Scene(Raster picture, String caption) {
    Raster frame() {
      return caption.isEmpty() ? picture : Caption.on(picture, caption);
    }
  }

  /** The number of frames of a film of so many scenes. */
  public int frames(int scenes) {
    return scenes == 0 ? 0 : scenes * held() + (scenes - 1) * faded();
  }

  /** Adds all frames to a film; of the scenes no more than two are held at a time. */
  public void play(Iterable<Scene> scenes, FilmWriter film) {
    Raster last = null;
    for (Scene scene : scenes) {
      Raster frame = scene.frame();
      for (int i = 1; last != null && i <= faded(); i++) {
        film.add(between(last, frame, (float) i / (faded() + 1)));
      }
      for (int i = 0; i < held(); i++) {
        film.add(frame);
      }
      last = frame;
    }
  }

  private int held() {
    return (int) Math.max(1, Math.round(hold * fps));
  }

  private int faded() {
    return (int) Math.round(fade * fps);
  }

  private static Raster between(Raster from, Raster to, float share) {
    Films.checkSize(to, from.width(), from.height());
    float[] planes = new float[from.planes().length];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = from.planes()[i] + share * (to.planes()[i] - from.planes()[i]);
    }
    return new Raster(from.width(), from.height(), planes);
  }
}
