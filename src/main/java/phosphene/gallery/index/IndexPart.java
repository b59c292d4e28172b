package phosphene.gallery.index;

import com.jerolba.carpet.io.OutputStreamOutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.MemoryFile;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.plan.TileKey;

/** A file of the index. It is never changed: one with fewer rows takes its place. */
public record IndexPart(ObjectStore store, String name) {
  private static final String EXTENSION = ".parquet";
  private static final int DIGITS = 8; // as many as IndexWriter adds

  /**
   * Why its bytes are no table, of whatever version: every value is read. Empty if they are one, or
   * if the file is gone: a job that writes puts files together.
   *
   * @throws StoreException if the store does not give them
   */
  public Optional<String> damage() {
    Optional<byte[]> bytes = store.find(name);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      IndexTable.each(bytes.get(), Map.class, row -> {});
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(String.valueOf(unreadable(e).getMessage()));
    }
  }

  private StoreException unreadable(Exception cause) {
    return new StoreException("Cannot read " + store.uri() + "/" + name, cause);
  }

  /**
   * Takes out the rows that have one of some values in one of some columns; all others stay as they
   * are, columns of other versions too. The new file is written before the old one is removed. A
   * process that dies in between leaves equal rows twice, and a second try makes the same files.
   *
   * @param columns of texts; the file need not have them
   * @return how many rows were taken out
   */
  public int without(List<String> columns, Set<String> values) {
    Optional<byte[]> bytes = store.find(name);
    if (bytes.isEmpty()) {
      return 0; // an earlier try has replaced it
    }
    Sieve sieve = new Sieve(columns, values);
    try {
      sieve.read(new MemoryFile(bytes.get()));
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
    if (sieve.taken > 0) {
      if (sieve.left > 0) {
        byte[] rest = sieve.rest.toByteArray();
        store.write(successor(rest), rest);
      }
      store.delete(name);
    }
    return sieve.taken;
  }

  /** A name that sorts like this one; two files have the same only if their rows are equal. */
  private String successor(byte[] bytes) {
    String stem = name.substring(0, name.length() - EXTENSION.length());
    return stem + "-" + TileKey.sha256(bytes).substring(0, DIGITS) + EXTENSION;
  }

  /** Copies rows but some. */
  private static final class Sieve {
    private final List<String> columns;
    private final Set<String> values;
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private int taken;
    private int left;

    Sieve(List<String> columns, Set<String> values) {
      this.columns = columns;
      this.values = values;
    }

    void read(InputFile file) throws IOException {
      MessageType schema;
      try (ParquetFileReader footer = ParquetFileReader.open(file)) {
        schema = footer.getFooter().getFileMetaData().getSchema();
      }
      try (ParquetReader<Group> rows = new Rows(file).build();
          ParquetWriter<Group> writer = writer(schema)) {
        for (@Nullable Group row = rows.read(); row != null; row = rows.read()) {
          if (goes(row)) {
            taken++;
          } else {
            writer.write(row);
            left++;
          }
        }
      }
    }

    private ParquetWriter<Group> writer(MessageType schema) throws IOException {
      var builder =
          ExampleParquetWriter.builder(new OutputStreamOutputFile(rest))
              .withType(schema)
              .withCompressionCodec(IndexTable.CODEC);
      IndexTable.UNLIKE.forEach(column -> builder.withDictionaryEncoding(column, false));
      return builder.build();
    }

    private boolean goes(Group row) {
      return columns.stream()
          .filter(row.getType()::containsField)
          .filter(column -> row.getFieldRepetitionCount(column) > 0) // 0: it is null
          .anyMatch(column -> values.contains(row.getString(column, 0)));
    }
  }

  /** Rows as they are in a file. */
  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(InputFile file) {
      super(file);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
