package phosphene.gallery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.gallery.store.PhotoMatcher.Kind;
import phosphene.gallery.store.PhotoMatcher.Sort;
import phosphene.spec.Photos;
import phosphene.spec.Photos.Others;
import phosphene.spec.SpecException;

/** Which files of a collection a job means. */
class PhotoMatcherTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ** | a.jpg | FILE | MEANT
          ** | a.txt | FILE | NO_PHOTO
          ** | a | FILE | MEANT
          ** | a | EMPTY | NO_PHOTO
          ** | a.jpg | EMPTY | MEANT
          ** | a | SPECIAL | NO_PHOTO
          ** | a.jpg | SPECIAL | MEANT
          ** | a | DANGLING | MEANT
          ** | a.txt | DANGLING | NO_PHOTO
          *.jpg | a.JPG | FILE | OTHER_CASE
          *.jpg | b/a.JPG | FILE | NOT_MEANT
          *.jpg | a.png | FILE | NOT_MEANT
          Trip/** | trip/a.jpg | FILE | OTHER_CASE
          Trip/** | trip/a.txt | FILE | NOT_MEANT
          *.{jpg,thm} | a.thm | FILE | MEANT
          *.t* | a.txt | FILE | MEANT
          *.t* | a.TXT | FILE | OTHER_CASE
          * | a.txt | FILE | NO_PHOTO
          notes.txt | notes.txt | FILE | MEANT
          _SUCCESS | _SUCCESS | FILE | MEANT
          """)
  void aFileIsJudgedByItsPathAndWhatLiesThere(String glob, String path, Kind kind, Sort sort) {
    assertThat(sieve(glob, "", "", Others.LEFT_OUT).file(path, kind)).isEqualTo(sort);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trip/** | '' | trip/a.jpg | MEANT
          trip/** | '' | a.jpg | NOT_MEANT
          trip/ | '' | trip/b/a.jpg | MEANT
          *.jpg;*.png | '' | a.png | MEANT
          *.jpg;*.png | '' | a.gif | NOT_MEANT
          *.jpg | '' | a.JPG | OTHER_CASE
          '' | *.png | a.png | NOT_MEANT
          '' | *.png | a.PNG | MEANT
          '' | *.png;*.gif | a.gif | NOT_MEANT
          *.jpg | a* | a.jpg | NOT_MEANT
          *.thm | '' | a.thm | MEANT
          """)
  void includeAndExcludeChoose(String include, String exclude, String path, Sort sort) {
    assertThat(sieve("**", include, exclude, Others.LEFT_OUT).file(path, Kind.FILE))
        .isEqualTo(sort);
  }

  @Test
  void anExcludedFolderIsNotLookedInto() {
    PhotoMatcher sieve = sieve("**", "", "private;b/*_old", Others.LEFT_OUT);

    assertThat(sieve.folder("private")).isEqualTo(Sort.NOT_MEANT);
    assertThat(sieve.folder("b/x_old")).isEqualTo(Sort.NOT_MEANT);
    assertThat(sieve.folder("b")).isEqualTo(Sort.MEANT);
    assertThat(sieve.means("private/a/b.jpg")).isFalse();
    assertThat(sieve.means("b/b.jpg")).isTrue();
    assertThat(sieve.means("b/b.txt")).isFalse();
  }

  @Test
  void foldersWithoutPhotosAreLeftOutUnlessTheyAreNamed() {
    assertThat(sieve("**", "", "", Others.LEFT_OUT).folder("a/@eaDir")).isEqualTo(Sort.NO_PHOTO);
    assertThat(sieve("**", "", "", Others.LEFT_OUT).means("a/@eaDir/b/c.jpg")).isFalse();
    assertThat(sieve("**/@eaDir/**", "", "", Others.LEFT_OUT).folder("a/@eaDir"))
        .isEqualTo(Sort.MEANT);
    assertThat(sieve("**", "", "", Others.TRIED).folder("a/@eaDir")).isEqualTo(Sort.MEANT);
  }

  @Test
  void whoIsStrictTriesEveryFile() {
    PhotoMatcher sieve = sieve("**", "", "*.png", Others.TRIED);

    assertThat(sieve.file("a.txt", Kind.EMPTY)).isEqualTo(Sort.MEANT);
    assertThat(sieve.file("pipe", Kind.SPECIAL)).isEqualTo(Sort.MEANT);
    assertThat(sieve.file("a.png", Kind.FILE)).isEqualTo(Sort.NOT_MEANT);
    assertThat(sieve.claims("a.txt")).isTrue();
  }

  @Test
  void aFileClaimsToBeAPhotoByItsNameOrByThePattern() {
    assertThat(sieve("**", "", "", Others.LEFT_OUT).claims("a.jpg")).isTrue();
    assertThat(sieve("**", "", "", Others.LEFT_OUT).claims("a.dat")).isFalse();
    assertThat(sieve("*.dat", "", "", Others.LEFT_OUT).claims("a.dat")).isTrue();
    assertThat(sieve("only", "", "", Others.LEFT_OUT).claims("only")).isTrue();
  }

  @Test
  void aPatternThatIsNoneIsAMistakeWithItsPlace() {
    Photos.Choice choice =
        new Photos.Choice(
            List.of(new Photos.Pattern("a{b", "x.yaml:7")), List.of(), Others.LEFT_OUT);

    assertThatThrownBy(() -> PhotoFilter.of(Glob.ALL, choice))
        .isInstanceOf(SpecException.class)
        .hasMessage("x.yaml:7: Invalid include: a{b (must close its brackets and braces)");
  }

  private static PhotoMatcher sieve(String glob, String include, String exclude, Others others) {
    return new PhotoMatcher(
        PhotoFilter.of(
            new Glob(glob), new Photos.Choice(patterns(include), patterns(exclude), others)));
  }

  private static List<Photos.Pattern> patterns(String texts) {
    return Arrays.stream(texts.split(";"))
        .filter(text -> !text.isEmpty())
        .map(text -> new Photos.Pattern(text, "x.yaml:1"))
        .toList();
  }
}
