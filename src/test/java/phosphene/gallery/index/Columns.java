package phosphene.gallery.index;

import com.jerolba.carpet.io.OutputStreamOutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import phosphene.gallery.store.MemoryFile;

/** Index files as the versions before a column wrote them. */
public final class Columns {
  private Columns() {}

  /** A Parquet file without one of its columns. */
  public static byte[] without(String column, byte[] parquet) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      MessageType schema = without(column, schema(parquet));
      try (ParquetReader<Group> rows =
              new Rows(parquet).set(ReadSupport.PARQUET_READ_SCHEMA, schema.toString()).build();
          ParquetWriter<Group> writer =
              ExampleParquetWriter.builder(new OutputStreamOutputFile(bytes))
                  .withType(schema)
                  .build()) {
        for (Group row = rows.read(); row != null; row = rows.read()) {
          writer.write(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static MessageType schema(byte[] parquet) throws IOException {
    try (ParquetFileReader file = ParquetFileReader.open(new MemoryFile(parquet))) {
      return file.getFileMetaData().getSchema();
    }
  }

  private static MessageType without(String column, MessageType schema) {
    List<Type> rest =
        schema.getFields().stream().filter(type -> !type.getName().equals(column)).toList();
    if (rest.size() == schema.getFieldCount()) {
      throw new AssertionError("no column " + column);
    }
    return new MessageType(schema.getName(), rest);
  }

  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(byte[] parquet) {
      super(new MemoryFile(parquet));
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
