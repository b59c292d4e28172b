package phosphene.engine.nd4j;

import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.SpareBlocks;

/** Device memory, of which closed sessions leave blocks for the next ones. */
final class MemoryPool implements AutoCloseable {
  private final NativeArrays arrays;
  private final SpareBlocks<INDArray> spare;

  MemoryPool(NativeArrays arrays) {
    this.arrays = arrays;
    this.spare = new SpareBlocks<>(arrays::free);
  }

  /** Where its blocks come from. */
  NativeArrays arrays() {
    return arrays;
  }

  /** A flat array of that length with undefined content. */
  INDArray take(long length) {
    Optional<INDArray> left = spare.take(length * Float.BYTES);
    left.ifPresent(arrays::forget);
    return left.orElseGet(() -> arrays.allocate(length));
  }

  /** Takes a block back. */
  void give(INDArray block) {
    arrays.check(block);
    spare.give(block, block.length() * Float.BYTES);
  }

  @Override
  public void close() {
    spare.close();
  }
}
