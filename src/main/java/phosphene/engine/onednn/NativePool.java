package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import phosphene.engine.SpareBlocks;

/**
 * Native memory, of which closed sessions leave blocks for the next ones.
 *
 * <p>Tests ask for guards by the system property {@code phosphene.guards}: then each block lies
 * between two bands of a fixed value, which are looked at when it is given back, and is full of
 * that value, which is no number.
 */
final class NativePool implements AutoCloseable {
  private static final int BAND = 128;
  private static final byte GUARD = (byte) 0xff; // a NaN of float32 and of bfloat16

  private final Source source;
  private final boolean guarded = Boolean.getBoolean("phosphene.guards");
  private final SpareBlocks<Block> spare = new SpareBlocks<>(Block::free);
  private final List<String> damaged = new ArrayList<>();

  /** Where blocks come from. */
  interface Source {
    /** A block with so many bytes on either side of it. */
    Block allocate(long bytes, long margin);
  }

  NativePool() {
    this(Block::allocate);
  }

  NativePool(Source source) {
    this.source = source;
  }

  /** A block of undefined content. */
  Block take(long bytes) {
    Block block = spare.take(bytes).orElseGet(() -> source.allocate(bytes, guarded ? BAND : 0));
    if (guarded) {
      Block.fill(block, BAND, GUARD);
    }
    return block;
  }

  /** Takes a block back. */
  void give(Block block) {
    if (guarded && !block.intact(BAND, GUARD)) {
      damage(block);
    }
    spare.give(block, block.bytes());
  }

  private synchronized void damage(Block block) {
    damaged.add(block.bytes() + " bytes");
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
  public void close() {
    spare.close();
  }
}
