package phosphene.engine.onednn;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Memory that closed sessions left for the next ones: freeing and allocating it again and again
 * fragments the native heap. Shared by the sessions of an engine.
 *
 * <p>Tests ask for guards by the system property {@code phosphene.guards}: then each block lies
 * between two bands of a fixed value, which are looked at when it is given back, and is full of
 * that value, which is no number.
 */
final class NativePool implements AutoCloseable {
  // Two sessions of the largest batch that an atlas uses: what one task may leave for another.
  private static final long MOST_BYTES = 512L << 20;
  private static final int BAND = 128;
  private static final byte GUARD = (byte) 0xff; // a NaN of float32 and of bfloat16

  private final boolean guarded = Boolean.getBoolean("phosphene.guards");
  private final Deque<Block> spare = new ArrayDeque<>();
  private final List<String> damaged = new ArrayList<>();
  private long spareBytes;
  private boolean closed;

  /** A block of undefined content. */
  synchronized Block take(long bytes) {
    for (Iterator<Block> blocks = spare.descendingIterator(); blocks.hasNext(); ) {
      Block block = blocks.next();
      if (block.bytes() == bytes) {
        blocks.remove();
        spareBytes -= bytes;
        return guarded(block);
      }
    }
    return guarded(Block.allocate(bytes, guarded ? BAND : 0));
  }

  private Block guarded(Block block) {
    if (guarded) {
      Block.fill(block, BAND, GUARD);
    }
    return block;
  }

  /** Takes a block back; beyond a bound the ones that were left first are freed. */
  synchronized void give(Block block) {
    if (guarded && !block.intact(BAND, GUARD)) {
      damaged.add(block.bytes() + " bytes");
    }
    spare.addLast(block);
    spareBytes += block.bytes();
    while (spareBytes > (closed ? 0 : MOST_BYTES)) {
      Block oldest = spare.removeFirst();
      spareBytes -= oldest.bytes();
      oldest.free();
    }
  }

  /**
   * Complains of all damage since the last call.
   *
   * @throws AssertionError if something was written past an end of a block
   */
  synchronized void requireSound() {
    if (!damaged.isEmpty()) {
      String blocks = String.join(", ", damaged);
      damaged.clear();
      throw new AssertionError("Values were written past an end of " + blocks);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    spare.forEach(Block::free);
    spare.clear();
    spareBytes = 0;
  }
}
