package phosphene.primer;

import java.util.List;
import java.util.Map;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.sheet.Sheet;
import phosphene.spec.Seed;

/** The contact sheet of all classes: four images of each, its name under them. */
public final class ClassSheet {
  private static final int GAP = 2;
  private static final int CELL = 2 * ImageClasses.SIZE + GAP;

  private ClassSheet() {}

  /** The sheet; the images of a class are those of the first four seeds under {@code seed}. */
  public static Raster of(Seed seed) {
    List<String> names = ImageClasses.names();
    Sheet sheet = Sheet.of("Primer   " + names.size() + " classes", names, CELL, CELL);
    for (int label = 0; label < names.size(); label++) {
      sheet.rendered(label, names.get(label), cell(label, seed));
    }
    return Png.decode(sheet.png(Map.of())).raster();
  }

  private static Raster cell(int label, Seed seed) {
    float[] planes = new float[3 * CELL * CELL];
    for (int i = 0; i < 4; i++) {
      int left = i % 2 * (ImageClasses.SIZE + GAP);
      int top = i / 2 * (ImageClasses.SIZE + GAP);
      float[] from = ImageClasses.draw(label, seed.derive(i)).planes();
      for (int row = 0; row < 3 * ImageClasses.SIZE; row++) {
        int plane = row / ImageClasses.SIZE;
        int to = (plane * CELL + top + row % ImageClasses.SIZE) * CELL + left;
        System.arraycopy(from, row * ImageClasses.SIZE, planes, to, ImageClasses.SIZE);
      }
    }
    return new Raster(CELL, CELL, planes);
  }
}
