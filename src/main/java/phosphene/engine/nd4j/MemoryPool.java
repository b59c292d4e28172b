package phosphene.engine.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Device memory that closed sessions left for the next ones. The sessions of a layer's tasks want
 * the same blocks again and again; freeing and allocating them fragments the native heap, which
 * then grows by the hour. Shared by the sessions of an engine.
 */
final class MemoryPool implements AutoCloseable {
  // Two sessions of the largest batch that an atlas uses: what one task may leave for another.
  private static final long MOST_BYTES = 512L << 20;

  private final NativeArrays arrays;
  private final Deque<INDArray> spare = new ArrayDeque<>();
  private long spareBytes;

  MemoryPool(NativeArrays arrays) {
    this.arrays = arrays;
  }

  /** Where its blocks come from. */
  NativeArrays arrays() {
    return arrays;
  }

  /** A flat array of that length with undefined content. */
  synchronized INDArray take(long length) {
    for (var blocks = spare.descendingIterator(); blocks.hasNext(); ) {
      INDArray block = blocks.next();
      if (block.length() == length) {
        blocks.remove();
        spareBytes -= bytes(block);
        arrays.forget(block);
        return block;
      }
    }
    return arrays.allocate(length);
  }

  /** Takes a block back; beyond a bound the ones that were left first are freed. */
  synchronized void give(INDArray block) {
    arrays.check(block);
    spare.addLast(block);
    spareBytes += bytes(block);
    while (spareBytes > MOST_BYTES) {
      INDArray oldest = spare.removeFirst();
      spareBytes -= bytes(oldest);
      arrays.free(oldest);
    }
  }

  private static long bytes(INDArray block) {
    return block.length() * Float.BYTES;
  }

  @Override
  public synchronized void close() {
    spare.forEach(arrays::free);
    spare.clear();
    spareBytes = 0;
  }
}
