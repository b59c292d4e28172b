package phosphene.gallery.lease;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import phosphene.gallery.Layout;
import phosphene.gallery.Manifest;
import phosphene.gallery.store.ObjectStore;

/**
 * The leases of a place: one object for each generation, of which the latest counts. A process that
 * takes a place over creates the next generation; the store lets only one process do so.
 */
record LeaseFiles(ObjectStore store) {
  private static final Pattern NAME = Pattern.compile(Layout.LEASE + "/\\d{6,18}\\.json");

  /** A lease as it stands. */
  record Entry(long generation, byte[] bytes) {
    Optional<LeaseNote> note() {
      return LeaseNote.parse(bytes);
    }
  }

  /** The latest lease; empty if nobody holds one. */
  Optional<Entry> latest() {
    List<Long> generations = generations();
    return generations.isEmpty() ? Optional.empty() : find(generations.get(0));
  }

  /** The latest first. */
  private List<Long> generations() {
    return store.list(Layout.LEASE).stream()
        .map(ObjectStore.Entry::name)
        .filter(name -> NAME.matcher(name).matches())
        .map(LeaseFiles::generation)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** The latest generation that has written rows, as the manifest says; 0 if none has. */
  long claimed() {
    return Manifest.generation(store);
  }

  /** The lease of a generation. */
  Optional<Entry> find(long generation) {
    return store.find(name(generation)).map(bytes -> new Entry(generation, bytes));
  }

  /** True if this is the first lease of that generation. */
  boolean create(long generation, LeaseNote note) {
    return store.create(name(generation), note.bytes());
  }

  void write(long generation, LeaseNote note) {
    store.write(name(generation), note.bytes());
  }

  void delete(long generation) {
    store.delete(name(generation));
  }

  /** Removes what earlier generations left. */
  void deleteBefore(long generation) {
    generations().stream().filter(earlier -> earlier < generation).forEach(this::delete);
  }

  private static String name(long generation) {
    return String.format(Locale.ROOT, "%s/%06d.json", Layout.LEASE, generation);
  }

  private static long generation(String name) {
    return Long.parseLong(name.substring(name.lastIndexOf('/') + 1, name.lastIndexOf('.')));
  }
}
