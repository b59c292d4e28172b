package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.spec.SpecException;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ** | a.jpg | true
          ** | a/b/c d.jpg | true
          *.jpg | a.jpg | true
          *.jpg | a/b.jpg | false
          *.jpg | a.jpeg | false
          **/*.jpg | a.jpg | true
          **/*.jpg | a/b/c.jpg | true
          a/**/c.jpg | a/c.jpg | true
          a/**/c.jpg | a/x/y/c.jpg | true
          a/**/c.jpg | b/c.jpg | false
          a?.jpg | ab.jpg | true
          a?.jpg | a😀.jpg | true
          a?.jpg | a/.jpg | false
          *.{jpg,png} | a.png | true
          *.{jpg,png} | a,b.gif | false
          a,b | a,b | true
          [a-c].jpg | b.jpg | true
          [a-c].jpg | d.jpg | false
          [!a-c].jpg | d.jpg | true
          [!a-c].jpg | a.jpg | false
          a\\*.jpg | a*.jpg | true
          a\\*.jpg | ab.jpg | false
          a.(b)+$^ | a.(b)+$^ | true
          """)
  void aPatternMeansThesePaths(String glob, String path, boolean meant) {
    assertThat(new Glob(glob).pattern().matcher(path).matches()).isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b[c]{d,e}?\\", "plain.jpg", "[", "{", "}", ",", "**", "\\E.\\Q"})
  void aPathCanBeMeantAlone(String path) {
    assertThat(Glob.just(path).pattern().matcher(path).matches()).isTrue();
    assertThat(Glob.just(path).pattern().matcher(path + "x").matches()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a{b", "a}b", "[ab", "[b-a]"})
  void whatIsNotClosedIsAMistake(String glob) {
    assertThatThrownBy(() -> new Glob(glob).pattern())
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid photos: " + glob + " (must close its brackets and braces)");
  }

  @Test
  void onlySignsMakeAPattern() {
    assertThat(Glob.is("a b#c%d:e")).isFalse();
    assertThat(Glob.is("a*")).isTrue();
  }
}
