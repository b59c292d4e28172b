package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static phosphene.cli.Ran.phosphene;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import phosphene.Slow;

/** Questions to a gallery of which some photos failed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Slow
class QueryTest {
  private String gallery = "";

  @BeforeAll
  void scanGoodAndBadPhotos(@TempDir Path folder) throws Exception {
    Album album = Album.scanned(folder);
    byte[] jpeg = Files.readAllBytes(album.photo("a.jpg", 0.3));
    album.photo("b.png", 0.6);
    album.file("half.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    gallery = album.output().toString();
    assertThat(album.render().code()).isEqualTo(ExitCode.FAILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT photo, classes[0].name, classes[0].probability FROM scans WHERE status = 'rendered'"
            + " ORDER BY photo",
        "SELECT photo, classes[0].name AS name, status FROM scans ORDER BY photo",
        "SELECT photo, element_at(classes, 9).name, element_at(layers, -9).layer FROM scans",
        "SELECT photo, split(photo, '/')[3] AS folder FROM scans WHERE split(photo, '/')[3] IS NULL",
        "SELECT photo, layers[0].channels[99].maximum FROM scans",
        "SELECT photo, bytes / (width - width), bytes % 0, bytes div 0, pmod(bytes, 0) FROM scans",
        "SELECT photo, u.maxima[9999] m FROM scans LATERAL VIEW explode(units) AS u",
        "WITH s AS (SELECT classes[0].name n FROM scans) SELECT * FROM s WHERE n IN"
            + " (SELECT classes[1].name FROM scans) OR n IS NULL",
      })
  void rowsThatFailedNeedNoThought(String sql) {
    Ran ran = phosphene("query", gallery, sql);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(ran.out().lines().count()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void whatFailedHasNoClasses() {
    String sql = "SELECT photo, classes[0].name IS NULL AS none FROM scans ORDER BY photo";

    assertThat(phosphene("query", "--json", gallery, sql).out())
        .isEqualTo(
            """
            {"photo":"a.jpg","none":false}
            {"photo":"b.png","none":false}
            {"photo":"half.jpg","none":true}
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "SELECT 2147483647 * width FROM scans; integer overflow. Use 'try_multiply' to tolerate"
            + " overflow and return NULL instead, line 1, pos 7",
        "SELECT photo, CAST(photo AS int) FROM scans; 'a.jpg'",
        "SELECT raise_error('no ' || photo) FROM scans; no a.jpg",
        "SELECT assert_true(width > 9999) FROM scans; (width > 9999)",
        "SELECT photo RLIKE '(' FROM scans; Unclosed group",
        "SELECT photo FRO scans; line 1, pos",
        "SELECT sum(photo) OVER FROM scans; line 1, pos",
        "SELECT (SELECT photo FROM scans) FROM scans; More than one row",
        "SELECT explode(1) FROM scans; explode",
        "SELECT photo FROM parquet.`/nowhere`; /nowhere",
        "SELECT from_json(photo, 'a') FROM scans; data type \"A\"",
        "SELECT to_date(photo, 'qqqqqq') FROM scans; qqqqqq",
        "SELECT date_format(now(), 'YYYY') FROM scans; YYYY",
        "SELECT sequence(1, 9999999999) FROM scans; 9999999999",
      })
  void whatCannotBeAnsweredIsALine(String sql, String part) {
    Ran ran = phosphene("query", gallery, sql);

    assertThat(ran.err()).hasLineCount(1).contains(part).matches("(Invalid SQL|Cannot answer).*\n");
    assertThat(ran.code()).as(ran.out()).isEqualTo(ExitCode.MISTAKE);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void noLineOfSparkReachesTheTerminal(@TempDir Path folder) throws Exception {
    String sql = "SELECT raise_error('no ' || photo) FROM scans";

    Driver driver = Driver.start(folder.resolve("log"), Map.of(), List.of("query", gallery, sql));

    assertThat(driver.process().waitFor()).isEqualTo(ExitCode.MISTAKE);
    assertThat(driver.logged()).hasLineCount(1).matches("Invalid SQL: no (a.jpg|b.png|half.jpg)\n");
  }

  @Test
  void tablesAndTheirColumnsAreTold() {
    assertThat(phosphene("query", gallery, "SHOW TABLES;").out())
        .isEqualTo(
            """
            table  row
            -----  -------------------------------------
            scans  what a photo excites
            units  what all scanned photos say of a unit
            """);
    Ran columns = phosphene("query", gallery, "describe scans");
    assertThat(columns.out())
        .as(columns.err())
        .containsPattern("(?m)^column +type$")
        .containsPattern("(?m)^photo +string$")
        .containsPattern("(?m)^width +int$")
        .containsPattern("(?m)^classes +array<struct<index:int,name:string,probability:float>>$");
    assertThat(phosphene("query", gallery, "SHOW COLUMNS IN scans").out()).isEqualTo(columns.out());
    assertThat(phosphene("query", gallery, "DESCRIBE tiles").err())
        .startsWith("Invalid SQL: The table or view `tiles` cannot be found.")
        .hasLineCount(1);
  }

  @Test
  void rowsAreCommaSeparatedValues() {
    String sql =
        "SELECT photo, photo, reason, '' AS nothing, 'a \"b\", c' AS signs, width,"
            + " transform(slice(classes, 1, 1), c -> c.index >= 0) AS known FROM scans ORDER BY photo";

    assertThat(phosphene("query", gallery, "--csv", sql).out())
        .isEqualTo(
            """
            photo,photo,reason,nothing,signs,width,known
            a.jpg,a.jpg,,"","a ""b"", c",40,[true]
            b.png,b.png,,"","a ""b"", c",40,[true]
            half.jpg,half.jpg,truncated,"","a ""b"", c",,[]
            """);
    assertThat(phosphene("query", gallery, "--csv", "--json", sql).code())
        .isEqualTo(ExitCode.MISTAKE);
  }

  @Test
  void wideTablesAreCutOnATerminalOnly(@TempDir Path folder) throws Exception {
    String sql = "SELECT photo_sha256, classes[0].probability FROM scans";
    Path script = Path.of("/usr/bin/script");
    Assumptions.assumeTrue(Files.isExecutable(script));

    String narrow = onTerminal(folder.resolve("narrow"), sql);
    String wide = onTerminal(folder.resolve("wide"), "--wide", sql);

    assertThat(narrow.lines().toList()).hasSize(5).allMatch(line -> line.length() <= 40);
    assertThat(narrow).containsPattern("(?m)^[0-9a-f]{12}\\.\\. +0\\.\\d{1,8}$");
    assertThat(wide).containsPattern("(?m)^[0-9a-f]{64} +0\\.\\d+$");
  }

  /** What a command prints on a terminal of 40 letters a line. */
  private String onTerminal(Path log, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(Driver.command(Map.of(), List.of("query", gallery)));
    command.addAll(List.of(arguments));
    String line =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "exec ", ""));
    ProcessBuilder builder =
        new ProcessBuilder("script", "-qec", line, log.toString())
            .redirectErrorStream(true)
            .redirectOutput(Path.of(log + ".out").toFile());
    builder.environment().put("COLUMNS", "40");
    builder.environment().put("PAGER", "cat");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(Path.of(log + ".out")).replace("\r", "");
  }
}
