package phosphene.image.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names in the letters of the font. */
class TransliterationTest {

  @ParameterizedTest
  @CsvSource({
    "a b_c-1.jpg, a b_c-1.jpg",
    "Zürich Straße.jpg, Zurich Strasse.jpg",
    "Ångström œuvre ł Ø.png, Angstrom oeuvre l O.png",
    "Αθήνα.jpg, Athina.jpg",
    "Ёлка Щука Юг Йод.jpg, Elka Shchuka Yug Yod.jpg",
    "緑の山.jpg, <7DD1 306E 5C71>.jpg",
    "a🌋b, a<1F30B>b",
    "１２ﬁ, 12fi",
    "x“a”—b, x'a'-b",
    "tab\u0007end, tab<0007>end"
  })
  void whatTheFontLacksIsSpeltOut(String name, String caption) {
    assertThat(Transliteration.of(name)).isEqualTo(caption);
  }

  @Test
  void anAccentIsOneHoweverItIsWritten() {
    assertThat(Transliteration.of("u\u0308"))
        .isEqualTo(Transliteration.of("\u00fc"))
        .isEqualTo("u");
  }

  @Test
  void everyCharacterHasAName() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      String text = Transliteration.of(Character.toString(character));
      if (!text.chars().allMatch(letter -> Font.has((char) letter))) {
        throw new AssertionError(String.format("%04X: %s", character, text));
      }
    }
  }

  @Test
  void foreignNamesDiffer() {
    assertThat(Transliteration.of("緑.jpg")).isNotEqualTo(Transliteration.of("山.jpg"));
  }
}
