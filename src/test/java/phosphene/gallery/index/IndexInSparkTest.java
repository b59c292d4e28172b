package phosphene.gallery.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.FeedingUnit;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;

/** The table of tiles as others see it. */
class IndexInSparkTest {
  private static final Instant NOW = Instant.parse("2026-05-04T03:02:01.123456Z");

  @TempDir static Path folder;
  private static SparkSession spark;
  private static Dataset<Row> tiles;

  @BeforeAll
  static void writeAndOpen() {
    ObjectStore store =
        HadoopStore.open(folder.resolve("a gallery").toString(), new Configuration());
    TileRow drawn = Rows.row(0, Rows.rendered(0), NOW);
    TileRow failed = Rows.row(1, new Outcome.Failed(Outcome.Reason.STORE, "full"), NOW);
    store.write("index/tiles/part-1.parquet", TileRow.TABLE.parquet(List.of(drawn)));
    store.write("index/tiles/part-2.parquet", TileRow.TABLE.parquet(List.of(failed)));
    spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", folder.resolve("warehouse").toString())
            .getOrCreate();
    tiles = spark.read().parquet(store.uri() + "/" + Layout.TILES);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static final String JUDGEMENT =
      "struct<network: string, network_sha256: string, index: int, name: string, probability:"
          + " double, same: boolean>";

  @Test
  void theColumnsAreTheseOfTheseTypes() {
    assertThat(tiles.schema().fields())
        .extracting(IndexInSparkTest::column)
        .containsExactly(
            "key string",
            "network string",
            "network_sha256 string",
            "rendering string",
            "layer string",
            "layer_index int",
            "channel int",
            "objective string",
            "recipe string",
            "recipe_sha256 string",
            "seed bigint",
            "width int",
            "height int",
            "steps int",
            "attempt int",
            "retry int",
            "status string",
            "reason string",
            "score_start double",
            "score_end double",
            "dataset_max double",
            "dataset_ratio double",
            "high_frequencies double",
            "border double",
            "clipped double",
            "colors array<struct<color: string, name: string, share: float>>",
            "orientation double",
            "coherence double",
            "recognized " + JUDGEMENT,
            "transfer " + JUDGEMENT,
            "inputs array<struct<layer: string, channel: int, weight: float>>",
            "path string",
            "bytes bigint",
            "sha256 string",
            "seconds double",
            "engine string",
            "device string",
            "version string",
            "rendered_at timestamp",
            "generation bigint",
            "sequence bigint");
  }

  @Test
  void sparkReadsTheRows() {
    tiles.createOrReplaceTempView("tiles");

    assertThat(
            json(
                "SELECT channel, status, reason, width, score_end, path, CAST(rendered_at AS string) FROM tiles"
                    + " ORDER BY channel"))
        .containsExactly(
            "{\"channel\":0,\"status\":\"rendered\",\"width\":128,\"score_end\":12.75,"
                + "\"path\":\"tiles/default/block1_conv1/0.png\","
                + "\"rendered_at\":\"2026-05-04 03:02:01.123456\"}",
            "{\"channel\":1,\"status\":\"failed\",\"reason\":\"store: full\","
                + "\"rendered_at\":\"2026-05-04 03:02:01.123456\"}");
    assertThat(json("SELECT count(*) AS n FROM tiles WHERE dataset_max IS NULL"))
        .containsExactly("{\"n\":2}");
    assertThat(
            json(
                "SELECT DISTINCT get_json_object(recipe, '$.transforms[0].margin') AS margin FROM tiles"))
        .containsExactly("{\"margin\":\"12\"}");
  }

  @Test
  void sparkReadsTheInputsOfAUnit() {
    tiles.createOrReplaceTempView("tiles");
    FeedingUnit first = Rows.inputs(0).get(0);

    assertThat(
            json(
                "SELECT inputs[0].layer AS layer, inputs[0].channel AS channel,"
                    + " inputs[0].weight AS weight FROM tiles WHERE channel = 0"))
        .containsExactly(
            "{\"layer\":\"conv\",\"channel\":"
                + first.channel()
                + ",\"weight\":"
                + first.weight()
                + "}");
    assertThat(
            json(
                "SELECT count(*) AS n, count(i.weight) AS weights FROM tiles LATERAL VIEW"
                    + " explode(inputs) AS i"))
        .containsExactly("{\"n\":16,\"weights\":16}");
  }

  private static List<String> json(String sql) {
    return spark.sql(sql).toJSON().collectAsList();
  }

  private static String column(StructField field) {
    return field.name() + " " + field.dataType().sql().toLowerCase(Locale.ROOT);
  }
}
