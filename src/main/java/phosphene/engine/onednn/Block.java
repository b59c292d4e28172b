package phosphene.engine.onednn;

import org.bytedeco.javacpp.BytePointer;

/**
 * A piece of native memory.
 *
 * @param whole what was allocated
 * @param data its part that is used, at a multiple of 64 bytes
 * @param bytes of that part
 */
record Block(BytePointer whole, BytePointer data, long bytes) {
  private static final int LINE = 64;

  static Block allocate(long bytes, long margin) {
    BytePointer whole = new BytePointer(bytes + 2 * margin + LINE);
    whole.retainReference(); // whatever scope is open
    long start = Math.floorMod(-(whole.address() + margin), (long) LINE) + margin;
    return new Block(whole, whole.getPointer(start).capacity(bytes), bytes);
  }

  /** Fills a block, and a band on either side of it. */
  static void fill(Block block, int band, byte value) {
    BytePointer.memset(block.data.getPointer(-band), value, block.bytes + 2L * band);
  }

  /** True if the bands beside it are as {@link #fill} left them. */
  boolean intact(int band, byte value) {
    return all(data.getPointer(-band), band, value) && all(data.getPointer(bytes), band, value);
  }

  private static boolean all(BytePointer from, int count, byte value) {
    byte[] bytes = new byte[count];
    from.capacity(count).get(bytes);
    for (byte one : bytes) {
      if (one != value) {
        return false;
      }
    }
    return true;
  }

  void free() {
    whole.releaseReference();
  }
}
