package phosphene.gallery;

import java.io.Serializable;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands among all rows of a gallery, whatever clocks say.
 *
 * @param generation of the lease under which its run wrote it: it increases from run to run
 * @param sequence within that run
 */
public record RowOrder(long generation, long sequence)
    implements Comparable<RowOrder>, Serializable {
  private static final RowOrder FIRST = new RowOrder(0, 0);
  private static final Comparator<RowOrder> ORDER =
      Comparator.comparingLong(RowOrder::generation).thenComparingLong(RowOrder::sequence);

  /** Of a row with these columns; rows of versions without them come before all others. */
  public static RowOrder of(@Nullable Long generation, @Nullable Long sequence) {
    return generation == null || sequence == null ? FIRST : new RowOrder(generation, sequence);
  }

  @Override
  public int compareTo(RowOrder other) {
    return ORDER.compare(this, other);
  }

  /** Counts the rows of a run. */
  public static final class Counter {
    private final long generation;
    private final AtomicLong next = new AtomicLong();

    /** Nothing counted yet. */
    public Counter(long generation) {
      this.generation = generation;
    }

    /** What comes after all that was counted. */
    public RowOrder next() {
      return new RowOrder(generation, next.getAndIncrement());
    }
  }
}
