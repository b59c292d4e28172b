package phosphene.image.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Text in the characters that the {@link Font} has: Latin letters without their accents, Greek and
 * Cyrillic in Latin letters, and of every other character its number, as Unicode's charts list it:
 * {@code <7DD1 5C71>.jpg}. So no two names that differ in a foreign character look like boxes.
 */
final class Transliteration {
  private static final Map<Integer, String> LATIN = read();

  private Transliteration() {}

  static String of(String text) {
    if (text.chars().allMatch(character -> Font.has((char) character))) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    boolean numbers = false;
    for (int character : composed(text)) {
      String latin = latin(character);
      boolean number = latin.isEmpty();
      if (number) {
        plain.append(numbers ? " " : "<").append(String.format(Locale.ROOT, "%04X", character));
      } else {
        plain.append(numbers ? ">" : "").append(latin);
      }
      numbers = number;
    }
    return plain.append(numbers ? ">" : "").toString();
  }

  /** Accents joined to their letters, so that an accent that stands alone is seen to be one. */
  private static int[] composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().toArray();
  }

  /** A character in those of the font; empty if it has no such name. */
  private static String latin(int character) {
    String known = letter(character);
    if (known.codePoints().allMatch(Transliteration::shown)) {
      return known;
    }
    String letters =
        Normalizer.normalize(Character.toString(character), Normalizer.Form.NFKD)
            .codePoints()
            .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
            .mapToObj(Transliteration::letter)
            .collect(Collectors.joining());
    return letters.codePoints().allMatch(Transliteration::shown) ? letters : "";
  }

  private static String letter(int character) {
    if (shown(character)) {
      return Character.toString(character);
    }
    int small = Character.toLowerCase(character);
    String known = LATIN.getOrDefault(small, Character.toString(character));
    return small == character || known.length() == 0
        ? known
        : known.substring(0, 1).toUpperCase(Locale.ROOT) + known.substring(1);
  }

  private static boolean shown(int character) {
    return Character.isBmpCodePoint(character) && Font.has((char) character);
  }

  /** Lines of a small letter, a space and what it is in Latin ones. */
  private static Map<Integer, String> read() {
    Map<Integer, String> latin = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Transliteration.class.getResourceAsStream("letters.txt")),
                StandardCharsets.UTF_8))) {
      lines.lines().forEach(line -> latin.put(line.codePointAt(0), line.substring(2)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return latin;
  }
}
