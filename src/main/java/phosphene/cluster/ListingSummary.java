package phosphene.cluster;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import phosphene.gallery.PhotoCollection.Found;
import phosphene.image.PhotoNames;

/**
 * What a listing left out, as counts and the first few names.
 *
 * @param noPhotos files that are evidently no photos
 * @param folders that are evidently without photos; their names end in a slash
 * @param otherCase files whose names differ from the pattern in small letters and capitals only
 * @param locked how many folders could not be listed
 * @param someLocked some of these
 */
record ListingSummary(
    Names noPhotos, Names folders, Names otherCase, long locked, List<Found.Locked> someLocked)
    implements Serializable {
  static final ListingSummary NONE =
      new ListingSummary(Names.NONE, Names.NONE, Names.NONE, 0, List.of());
  // So many messages are shown; the others are counted.
  private static final int MOST_LOCKED = 20;

  ListingSummary {
    someLocked = List.copyOf(someLocked);
  }

  /**
   * How many there are, and the first few in the order of letters.
   *
   * @param first at most three
   */
  record Names(long count, List<String> first) implements Serializable {
    static final int MOST = 3;
    static final Names NONE = new Names(0, List.of());

    Names {
      first = List.copyOf(first);
    }

    static Names of(Collection<String> all) {
      return new Names(all.size(), all.stream().sorted().limit(MOST).toList());
    }

    Names with(Names other) {
      return new Names(
          count + other.count,
          Stream.concat(first.stream(), other.first.stream()).sorted().limit(MOST).toList());
    }

    Names with(String name) {
      boolean full = first.size() == MOST;
      return full && name.compareTo(first.get(MOST - 1)) >= 0
          ? new Names(count + 1, first)
          : with(new Names(1, List.of(name)));
    }

    /** The names, such as {@code a.txt, b.xmp, c.pdf, ...}; line feeds do not break the line. */
    String shown() {
      StringBuilder shown = new StringBuilder();
      for (String name : first) {
        shown.append(shown.isEmpty() ? "" : ", ").append(PhotoNames.printable(name));
      }
      return shown + (count > first.size() ? ", ..." : "");
    }
  }

  ListingSummary with(ListingSummary other) {
    List<Found.Locked> some = new ArrayList<>(someLocked);
    some.addAll(other.someLocked);
    some.sort(Comparator.comparing(Found.Locked::path));
    return new ListingSummary(
        noPhotos.with(other.noPhotos),
        folders.with(other.folders),
        otherCase.with(other.otherCase),
        locked + other.locked,
        some.subList(0, Math.min(MOST_LOCKED, some.size())));
  }

  private ListingSummary with(Found found) {
    if (found instanceof Found.NoPhoto file) {
      return new ListingSummary(noPhotos.with(file.path()), folders, otherCase, locked, someLocked);
    } else if (found instanceof Found.NoPhotos folder) {
      return new ListingSummary(
          noPhotos, folders.with(folder.path() + "/"), otherCase, locked, someLocked);
    } else if (found instanceof Found.OtherCase file) {
      return new ListingSummary(noPhotos, folders, otherCase.with(file.path()), locked, someLocked);
    } else if (found instanceof Found.Locked folder) {
      return with(new ListingSummary(Names.NONE, Names.NONE, Names.NONE, 1, List.of(folder)));
    }
    return this;
  }

  /** Sums a partition up. */
  record OfPartition() implements FlatMapFunction<Iterator<Found>, ListingSummary> {
    @Override
    public Iterator<ListingSummary> call(Iterator<Found> found) {
      ListingSummary summary = NONE;
      while (found.hasNext()) {
        summary = summary.with(found.next());
      }
      return List.of(summary).iterator();
    }
  }

  /** Adds two. */
  record Add() implements Function2<ListingSummary, ListingSummary, ListingSummary> {
    @Override
    public ListingSummary call(ListingSummary one, ListingSummary other) {
      return one.with(other);
    }
  }
}
