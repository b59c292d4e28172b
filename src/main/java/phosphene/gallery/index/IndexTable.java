package phosphene.gallery.index;

import com.jerolba.carpet.CarpetReader;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import com.jerolba.carpet.FieldMatchingStrategy;
import com.jerolba.carpet.TimeUnit;
import com.jerolba.carpet.io.OutputStreamOutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import phosphene.gallery.RowOrder;
import phosphene.gallery.store.MemoryFile;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/**
 * A table of the index: Parquet files of rows that are written once. Of several rows that mean one
 * thing the last one counts.
 *
 * @param name such as {@code tiles}: of its folder below {@code index}, and in queries
 * @param row what a row is; its components in snake case are the columns
 * @param about what a row says, such as {@code the image of a unit}
 * @param identity the columns that say what a row is of
 * @param order what the last row has the greatest of, as SQL
 * @param objects the columns that name the objects of a row: {@code path}, beside {@code bytes} and
 *     {@code sha256}, and others with these at their ends
 * @param edition if rows only count together
 */
public record IndexTable<R>(
    String name,
    Class<R> row,
    String about,
    List<String> identity,
    List<String> order,
    List<String> objects,
    Optional<Edition> edition) {
  // An attempt that was given up may tell of its failure after another one rendered the image.
  private static final String DRAWN =
      "status NOT IN ('" + TileRow.FAILED + "', '" + TileRow.SKIPPED + "')";

  /** The columns of a {@link RowOrder}. */
  public static final List<String> ORDER = List.of("generation", "sequence");

  // A clock decides only among rows of versions that had none but it.
  private static final String GENERATION = "coalesce(generation, 0)";
  private static final String SEQUENCE = "coalesce(sequence, 0)";
  // Of the rows of a run.
  private static final String DRAWN_IN_RUN = "generation IS NOT NULL AND " + DRAWN;

  /** The columns of a table whose rows have an image each, and no other object. */
  static final List<String> PICTURE = List.of("path");

  static final CompressionCodecName CODEC = CompressionCodecName.ZSTD;

  // Hardly two rows share a value of these: a dictionary would be built only to be thrown away.
  static final List<String> UNLIKE =
      List.of(
          "key",
          "path",
          "sha256",
          "score_start",
          "score_end",
          "high_frequencies",
          "border",
          "orientation",
          "coherence",
          "inputs.list.element.weight");

  /**
   * Of rows that make up one thing only those of one edition count, that of the last row.
   *
   * @param whole the column that says what they make up
   * @param column of the edition
   */
  public record Edition(String whole, String column) {}

  IndexTable(
      String name,
      Class<R> row,
      String about,
      List<String> identity,
      List<String> order,
      List<String> objects) {
    this(name, row, about, identity, order, objects, Optional.empty());
  }

  public IndexTable {
    identity = List.copyOf(identity);
    order = List.copyOf(order);
    objects = List.copyOf(objects);
  }

  /**
   * The last row of a thing is of its last run, and there one with an image if there is one.
   *
   * @param clock the column that orders rows of versions that had no order but it
   */
  static List<String> byRun(String clock) {
    return List.of(GENERATION, DRAWN_IN_RUN, SEQUENCE, clock, DRAWN);
  }

  /**
   * The last row of a thing is one with an image if there is one, and then of its last run.
   *
   * @param clock the column that orders rows of versions that had no order but it
   */
  static List<String> byPicture(String clock) {
    return List.of(DRAWN, GENERATION, SEQUENCE, clock);
  }

  /**
   * The last row of a thing is of its last run.
   *
   * @param clock the column that orders rows of versions that had no order but it
   */
  static List<String> byOrder(String clock) {
    return List.of(GENERATION, SEQUENCE, clock);
  }

  /** Where its files are in a gallery. */
  public String folder() {
    return "index/" + name;
  }

  /** The names of its files in a gallery, in order. */
  public List<String> files(ObjectStore store) {
    return store.list(folder()).stream()
        .map(ObjectStore.Entry::name)
        .filter(name -> name.endsWith(".parquet"))
        .toList();
  }

  /**
   * Passes every row of every file to {@code use}, with the columns that {@code type} names. A job
   * that goes on may put files together meanwhile: then some rows come twice.
   *
   * @throws StoreException if a file cannot be read
   */
  public <T> void each(ObjectStore store, Class<T> type, Consumer<T> use) {
    Set<String> read = new HashSet<>();
    Set<String> gone = new HashSet<>();
    boolean merged = true;
    while (merged) {
      merged = false;
      for (String file : files(store)) {
        if (gone.contains(file)) {
          throw notThere(store, file);
        }
        if (read.add(file) && !each(store, file, type, use)) {
          gone.add(file);
          merged = true; // its rows are in a file that was written before it went
        }
      }
    }
  }

  private static StoreException notThere(ObjectStore store, String file) {
    return new StoreException(
        "Cannot read " + store.uri() + "/" + file, new IOException("it is listed and not there"));
  }

  /** Returns false if there is no such file. */
  static <T> boolean each(ObjectStore store, String file, Class<T> type, Consumer<T> use) {
    Optional<byte[]> bytes = store.find(file);
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      each(bytes.get(), type, use);
      return true;
    } catch (IOException | RuntimeException e) {
      throw new StoreException("Cannot read " + store.uri() + "/" + file, e);
    }
  }

  static <T> void each(byte[] file, Class<T> type, Consumer<T> use) throws IOException {
    try (var rows =
        new CarpetReader<>(new MemoryFile(file), type)
            .withFieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
            .withFailOnMissingColumn(false) // files of earlier versions lack later columns
            .iterator()) {
      rows.forEachRemaining(use);
    }
  }

  /** The rows as one Parquet file. */
  public byte[] parquet(List<R> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CarpetWriter.Builder<R> builder =
        new CarpetWriter.Builder<>(new OutputStreamOutputFile(bytes), row)
            .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
            .withDefaultTimeUnit(TimeUnit.MICROS)
            .withCompressionCodec(CODEC);
    UNLIKE.forEach(column -> builder.withDictionaryEncoding(column, false));
    try (CarpetWriter<R> writer = builder.build()) {
      writer.write(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
