package phosphene.gallery.index;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;

/**
 * The table {@code units} of a gallery, and which files of {@code index/scans} are counted in it.
 * The table is one file that a later one replaces.
 */
public record UnitsTable(ObjectStore store) {
  /** What is counted. */
  public static final String CONTENTS = "units.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * What is counted in the table.
   *
   * @param file of the table; none if no scan counts
   * @param parts files of {@code index/scans} whose rows are counted, by their last names
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Contents(
      @JsonProperty("file") @Nullable String file, @JsonProperty("parts") List<String> parts) {
    public Contents {
      parts = List.copyOf(parts);
    }
  }

  /** What is counted so far; empty if the gallery has no such table. */
  public Optional<Contents> contents() {
    return store.find(CONTENTS).map(this::parse);
  }

  private Contents parse(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Contents.class);
    } catch (IOException e) {
      throw new StoreException(
          "Cannot read " + store.uri() + "/" + CONTENTS + ": it is damaged", e);
    }
  }

  /** True if the gallery has such a table. */
  public boolean exists() {
    return store.find(CONTENTS).isPresent();
  }

  /**
   * What is wrong with the contents; empty if nothing is.
   *
   * @throws StoreException if the store does not give it
   */
  public Optional<String> damage() {
    Optional<byte[]> bytes = store.find(CONTENTS);
    List<String> there = UnitRow.TABLE.files(store);
    try {
      return bytes
          .map(this::parse)
          .flatMap(contents -> Optional.ofNullable(contents.file()))
          .filter(file -> !there.contains(file))
          .map(file -> "the table that it names is not there: " + file);
    } catch (StoreException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Drops the table, whose rows follow from others: the next scans count all photos anew. */
  public void forget() {
    store.delete(CONTENTS); // first: it must name no table that is gone
    store.list(UnitRow.TABLE.folder()).forEach(entry -> store.delete(entry.name()));
  }

  /** The files of {@code index/scans} by their last names. */
  public List<String> scans() {
    return ScanRow.TABLE.files(store).stream()
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  /** The rows of the table. */
  public List<UnitRow> rows(Contents contents) {
    List<UnitRow> rows = new ArrayList<>();
    String file = contents.file();
    if (file != null) {
      if (!IndexTable.each(store, file, UnitRow.class, rows::add)) {
        throw new StoreException(
            "Cannot read " + store.uri() + "/" + file,
            new FileNotFoundException("it is not there, and " + CONTENTS + " names it"));
      }
    }
    return List.copyOf(rows);
  }

  /**
   * Replaces the table: the new file, then what is counted in it, and only then the old files.
   *
   * @param rows of all units; empty if no scan counts
   */
  public void write(List<UnitRow> rows, List<String> parts) {
    String file = rows.isEmpty() ? null : file(rows.get(0));
    try {
      if (file != null) {
        store.write(file, UnitRow.TABLE.parquet(rows));
      }
      store.write(CONTENTS, JSON.writeValueAsBytes(new Contents(file, parts)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    for (ObjectStore.Entry entry : store.list(UnitRow.TABLE.folder())) {
      if (!entry.name().equals(file)) {
        store.delete(entry.name());
      }
    }
  }

  private static String file(UnitRow row) {
    return String.format(
        Locale.ROOT,
        "%s/part-%013d-%s.parquet",
        UnitRow.TABLE.folder(),
        row.updatedAt().toEpochMilli(),
        UUID.randomUUID().toString().substring(0, 8));
  }
}
