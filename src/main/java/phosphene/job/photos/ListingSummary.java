package phosphene.job.photos;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import phosphene.gallery.store.PhotoCollection.Found;
import phosphene.job.run.FirstNames;

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
    FirstNames noPhotos,
    FirstNames folders,
    FirstNames otherCase,
    long locked,
    List<Found.Locked> someLocked)
    implements Serializable {
  static final ListingSummary NONE =
      new ListingSummary(FirstNames.NONE, FirstNames.NONE, FirstNames.NONE, 0, List.of());
  // So many messages are shown; the others are counted.
  private static final int MOST_LOCKED = 20;

  ListingSummary {
    someLocked = List.copyOf(someLocked);
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
      return with(
          new ListingSummary(
              FirstNames.NONE, FirstNames.NONE, FirstNames.NONE, 1, List.of(folder)));
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
