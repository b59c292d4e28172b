package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import phosphene.gallery.DreamReceipt;
import phosphene.gallery.Outcome;
import phosphene.gallery.Outcome.Reason;
import phosphene.gallery.store.MemoryStore;
import phosphene.image.DecoderVersion;
import phosphene.plan.DreamKey;
import phosphene.plan.PhotoFile;

/** The table of dreams. */
class DreamRowTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");
  private static final Instant THEN = Instant.parse("2020-02-03T04:05:06.789Z");
  private static final Outcome RENDERED =
      new Outcome.Rendered(
          new Outcome.Picture("dreams/a/b.jpg/m.jpg", 1234, "d16e57", 64, 48),
          new Outcome.Scores(0.5, 2.5));

  @Test
  void aDreamFillsItsRow() {
    assertThat(row(RENDERED))
        .isEqualTo(
            new DreamRow(
                key().hex(),
                "vgg19",
                "abc",
                "a/b.jpg",
                "50a1",
                999,
                THEN,
                1000,
                "webp",
                2,
                64,
                48,
                "m",
                Rows.PROVENANCE.recipe(),
                Rows.PROVENANCE.recipeSha256(),
                42,
                "rendered",
                null,
                null,
                "named so; ended so",
                0.5,
                2.5,
                "dreams/a/b.jpg/m.jpg",
                1234L,
                "d16e57",
                1.5,
                "nd4j cpu",
                "cpu",
                "1.0",
                NOW,
                NOW,
                null,
                null));
  }

  @Test
  void aFailedDreamHasAReasonAndAMessageAndNoPicture() {
    DreamRow failed = row(new Outcome.Failed(Reason.UNKNOWN_FORMAT, "a/b.jpg: no picture"));

    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.reason()).isEqualTo("unknown_format");
    assertThat(failed.message()).isEqualTo("a/b.jpg: no picture");
    assertThat(failed)
        .extracting(
            DreamRow::width,
            DreamRow::height,
            DreamRow::scoreStart,
            DreamRow::scoreEnd,
            DreamRow::path,
            DreamRow::bytes,
            DreamRow::sha256)
        .containsOnlyNulls();
  }

  @Test
  void aFileThatIsNoPhotoIsSkippedAndSaysWhatItIs() {
    DreamRow skipped = row(new Outcome.Skipped("a/b", 1, "a ZIP archive"));

    assertThat(skipped.status()).isEqualTo("skipped");
    assertThat(skipped.reason()).isEqualTo("not_a_photo");
    assertThat(skipped.message()).isEqualTo("a/b: a ZIP archive");
    assertThat(skipped.path()).isNull();
  }

  @Test
  void everyColumnComesBackAsItWas() {
    MemoryStore store = new MemoryStore();
    List<DreamRow> rows =
        Stream.concat(
                Stream.of(row(RENDERED), row(RENDERED).touched(NOW, NOW.plusSeconds(1))),
                Arrays.stream(Reason.values())
                    .map(reason -> row(new Outcome.Failed(reason, "größe 漢字 😀 \n"))))
            .toList();
    store.write("index/dreams/part-1.parquet", DreamRow.TABLE.parquet(rows));
    store.write("index/tiles/part-1.parquet", new byte[1]);

    List<DreamRow> read = new ArrayList<>();
    DreamRow.TABLE.each(store, DreamRow.class, read::add);

    assertThat(read).isEqualTo(rows);
  }

  @Test
  void aTouchedPhotoChangesTwoTimesOnly() {
    DreamRow touched = row(RENDERED).touched(NOW, NOW.plusSeconds(1));

    assertThat(touched.photoModified()).isEqualTo(NOW);
    assertThat(touched.renderedAt()).isEqualTo(NOW);
    assertThat(touched.checkedAt()).isEqualTo(NOW.plusSeconds(1));
    assertThat(touched.touched(THEN, NOW)).isEqualTo(row(RENDERED));
  }

  @Test
  void onlyWhatMayEndOtherwiseIsTriedAgain() {
    assertThat(Arrays.stream(Reason.values()).filter(Reason::passing))
        .containsExactly(Reason.OUT_OF_MEMORY, Reason.STORE, Reason.INTERNAL, Reason.UNREADABLE);
  }

  private static DreamKey key() {
    return DreamKey.of("abc", "a/b.jpg", "50a1", "m", "x");
  }

  private static DreamRow row(Outcome outcome) {
    PhotoFile photo = new PhotoFile("a/b.jpg", 999, THEN);
    DreamReceipt receipt =
        new DreamReceipt(
            photo,
            "50a1",
            List.of("named so", "ended so"),
            "m",
            key(),
            outcome,
            1.5,
            Rows.COURSE.maker(),
            new DecoderVersion("webp", 2));
    return DreamRow.of(receipt, Rows.PROVENANCE, 1000, NOW);
  }
}
