package phosphene.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Blocks of memory that closed sessions left for the next ones. The sessions of a layer's tasks
 * want the same blocks again and again; freeing and allocating them fragments the native heap,
 * which then grows by the hour. Shared by the sessions of an engine.
 *
 * @param <B> a block
 */
public final class SpareBlocks<B> implements AutoCloseable {
  // Two sessions of the largest batch that an atlas uses: what one task may leave for another.
  private static final long MOST_BYTES = 512L << 20;

  private final Consumer<B> free;
  private final Deque<Spare<B>> spare = new ArrayDeque<>();
  private long spareBytes;
  private boolean closed;

  private record Spare<B>(B block, long bytes) {}

  /** Blocks that {@code free} frees. */
  public SpareBlocks(Consumer<B> free) {
    this.free = free;
  }

  /** The block of that size that was left last; empty if there is none. */
  public synchronized Optional<B> take(long bytes) {
    for (Iterator<Spare<B>> blocks = spare.descendingIterator(); blocks.hasNext(); ) {
      Spare<B> one = blocks.next();
      if (one.bytes == bytes) {
        blocks.remove();
        spareBytes -= bytes;
        return Optional.of(one.block);
      }
    }
    return Optional.empty();
  }

  /** Takes a block back; beyond a bound the ones that were left first are freed. */
  public synchronized void give(B block, long bytes) {
    spare.addLast(new Spare<>(block, bytes));
    spareBytes += bytes;
    trim(closed ? 0 : MOST_BYTES);
  }

  private void trim(long most) {
    while (spareBytes > most) {
      Spare<B> oldest = spare.removeFirst();
      spareBytes -= oldest.bytes;
      free.accept(oldest.block);
    }
  }

  /** Frees all blocks, and each that is still to be given back. */
  @Override
  public synchronized void close() {
    closed = true;
    trim(0);
  }
}
