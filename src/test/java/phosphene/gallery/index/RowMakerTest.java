package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import phosphene.gallery.RowOrder;

/** What tables have in common goes into rows by the names of their columns. */
class RowMakerTest {
  record Small(
      String key,
      String networkSha256,
      @Nullable String path,
      @Nullable Long generation,
      @Nullable Long sequence) {}

  @Test
  void aRowHasOfTheCommonColumnsThoseOfItsTable() {
    Small row =
        RowMaker.of(Small.class)
            .provenance(Rows.PROVENANCE)
            .picture(null)
            .scores(null)
            .set("key", "k")
            .make();

    assertThat(row).isEqualTo(new Small("k", Rows.PROVENANCE.network().sha256(), null, null, null));
  }

  @Test
  void aRowLikeAnotherHasItsValuesAndNoPlaceInTheOrderUntilItGetsOne() {
    Small row = new Small("k", "n", "p", 3L, 4L);

    assertThat(RowMaker.like(row).set("path", null).make())
        .isEqualTo(new Small("k", "n", null, null, null));
    assertThat(RowMaker.ordered(new RowOrder(5, 6), row))
        .isEqualTo(new Small("k", "n", "p", 5L, 6L));
  }

  @Test
  void aColumnThatIsForgottenOrUnknownIsABug() {
    assertThatThrownBy(() -> RowMaker.of(Small.class).provenance(Rows.PROVENANCE).make())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot make a Small: no key");
    assertThatThrownBy(() -> RowMaker.of(Small.class).set("kee", "k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("Small: kee");
  }
}
