package phosphene.image.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The letters of the sheets: a bitmap font of this project, 5 pixels wide, 7 above and 2 below the
 * base line, one pixel apart, so that no font need be installed. Characters that it lacks appear as
 * a box.
 */
final class Font {
  /** From one character to the next, in font pixels. */
  static final int ADVANCE = 6;

  /** Of a line, in font pixels; the base line is under the seventh. */
  static final int HEIGHT = 9;

  /** Three dots in the width of one character. */
  static final char ELLIPSIS = '\u2026';

  private static final int WIDTH = 5;
  private static final boolean[] BOX =
      glyph(List.of("#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####", "", ""), 0);
  private static final Map<Character, boolean[]> GLYPHS = read();

  private Font() {}

  /** The width of {@code text} in font pixels, without the gap after its last character. */
  static int width(String text) {
    return Math.max(0, text.length() * ADVANCE - 1);
  }

  static boolean has(char character) {
    return character == ' ' || GLYPHS.containsKey(character);
  }

  /** Whether the pixel (x, y) of {@code text} is ink; x counts from the first character's left. */
  static boolean ink(String text, int x, int y) {
    char character = text.charAt(x / ADVANCE);
    int column = x % ADVANCE;
    return column < WIDTH
        && character != ' '
        && GLYPHS.getOrDefault(character, BOX)[y * WIDTH + column];
  }

  /** Blocks of a line with characters and nine lines with their pixels below, # for ink. */
  private static Map<Character, boolean[]> read() {
    Map<Character, boolean[]> glyphs = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Font.class.getResourceAsStream("font.txt")),
                StandardCharsets.UTF_8))) {
      List<String> all = lines.lines().toList();
      for (int block = 0; block < all.size(); block += HEIGHT + 1) {
        String characters = all.get(block);
        List<String> rows = all.subList(block + 1, block + 1 + HEIGHT);
        for (int x = 0; x < characters.length(); x += ADVANCE) {
          glyphs.put(characters.charAt(x), glyph(rows, x));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return glyphs;
  }

  private static boolean[] glyph(List<String> rows, int left) {
    boolean[] ink = new boolean[WIDTH * HEIGHT];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        ink[y * WIDTH + x] = left + x < rows.get(y).length() && rows.get(y).charAt(left + x) == '#';
      }
    }
    return ink;
  }
}
