package phosphene.primer;

import java.util.List;
import java.util.Map;
import phosphene.image.Png;
import phosphene.image.Raster;
import phosphene.image.Sheet;
import phosphene.spec.Seed;

/** The contact sheet of all classes: four pictures of each, its name under them. */
public final class ClassSheet {
  private static final int GAP = 2;
  private static final int CELL = 2 * Specimens.SIZE + GAP;

  private ClassSheet() {}

  /** The sheet; the pictures of a class are those of the first four seeds under {@code seed}. */
  public static Raster of(Seed seed) {
    List<String> names = Specimens.names();
    Sheet sheet = Sheet.of("Primer   " + names.size() + " classes", names, CELL, CELL);
    for (int label = 0; label < names.size(); label++) {
      sheet.rendered(label, names.get(label), cell(label, seed));
    }
    return Png.decode(sheet.png(Map.of())).raster();
  }

  private static Raster cell(int label, Seed seed) {
    float[] planes = new float[3 * CELL * CELL];
    for (int i = 0; i < 4; i++) {
      int left = i % 2 * (Specimens.SIZE + GAP);
      int top = i / 2 * (Specimens.SIZE + GAP);
      float[] from = Specimens.draw(label, seed.derive(i)).planes();
      for (int row = 0; row < 3 * Specimens.SIZE; row++) {
        int plane = row / Specimens.SIZE;
        int to = (plane * CELL + top + row % Specimens.SIZE) * CELL + left;
        System.arraycopy(from, row * Specimens.SIZE, planes, to, Specimens.SIZE);
      }
    }
    return new Raster(CELL, CELL, planes);
  }
}
