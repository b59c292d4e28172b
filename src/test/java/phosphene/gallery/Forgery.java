package phosphene.gallery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import phosphene.gallery.index.IndexTable;
import phosphene.gallery.store.HadoopStore;

/** An index that says something else than the job that wrote it. */
public final class Forgery {
  private Forgery() {}

  /** The files of a gallery's table, in order. */
  public static <R> List<Path> files(Path gallery, IndexTable<R> table) {
    return HadoopStore.open(gallery.toString(), new Configuration()).list(table.folder()).stream()
        .map(entry -> gallery.resolve(entry.name()))
        .toList();
  }

  /** Writes all rows of a table anew, each as {@code change} makes it. */
  public static <R> void change(Path gallery, IndexTable<R> table, UnaryOperator<R> change) {
    List<R> rows = new ArrayList<>();
    List<Path> files = files(gallery, table);
    table.each(
        HadoopStore.open(gallery.toString(), new Configuration()),
        table.row(),
        row -> rows.add(change.apply(row)));
    try {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    add(gallery, table, rows);
  }

  /** Adds a file of rows to a table. */
  public static <R> void add(Path gallery, IndexTable<R> table, List<R> rows) {
    HadoopStore.open(gallery.toString(), new Configuration())
        .write(table.folder() + "/part-9-forged.parquet", table.parquet(rows));
  }

  /** A row with other values. */
  public static <R> R with(R row, Map<String, Object> values) {
    RecordComponent[] components = row.getClass().getRecordComponents();
    try {
      Object[] all = new Object[components.length];
      for (int i = 0; i < all.length; i++) {
        var accessor = components[i].getAccessor();
        all[i] = values.getOrDefault(components[i].getName(), accessor.invoke(row));
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked")
      R changed = (R) row.getClass().getDeclaredConstructor(types).newInstance(all);
      return changed;
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
