package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import phosphene.network.Shape;

/**
 * The memory of a session, allocated while it is compiled. What is wanted from one call to a later
 * one only is handed on: a returned tensor's block serves the next that fits. All blocks are given
 * back together.
 */
final class Arena implements AutoCloseable {
  private final NativePool pool;
  private final int images;
  private final List<Block> taken = new ArrayList<>();
  private final List<Block> free = new ArrayList<>();
  private final IdentityHashMap<Tensor, Block> owners = new IdentityHashMap<>();

  /** Memory for batches of {@code images}. */
  Arena(NativePool pool, int images) {
    this.pool = pool;
    this.images = images;
  }

  int images() {
    return images;
  }

  /** A tensor for the whole life of the session, zero. */
  Tensor keep(Shape shape, Format format) {
    return keep(shape, images, format, images);
  }

  /**
   * The same of another number of images.
   *
   * @param group to a multiple of which it has room: what lies behind the images are blanks
   */
  Tensor keep(Shape shape, int count, Format format, int group) {
    int room = Math.floorDiv(count + group - 1, group) * group;
    Block block = block(room * format.bytes(shape));
    BytePointer.memset(block.data(), 0, block.bytes());
    return new Tensor(shape, count, room, format, block.data());
  }

  /** Memory for the whole life of the session, of undefined content. */
  BytePointer bytes(long count) {
    return block(Math.max(1, count)).data();
  }

  private Block block(long bytes) {
    Block block = pool.take(bytes);
    taken.add(block);
    return block;
  }

  /** A tensor of undefined content, until it is given back. */
  Tensor take(Shape shape, Format format) {
    return take(shape, format, images);
  }

  /** The same with room for more images. */
  Tensor take(Shape shape, Format format, int room) {
    long wanted = room * format.bytes(shape);
    Block block =
        free.stream()
            .filter(candidate -> candidate.bytes() >= wanted)
            .min(Comparator.comparingLong(Block::bytes))
            .orElseGet(() -> block(wanted));
    free.remove(block);
    Tensor tensor = new Tensor(shape, images, room, format, block.data());
    owners.put(tensor, block);
    return tensor;
  }

  /** Ends the use of a tensor that {@link #take} gave. */
  void give(Tensor tensor) {
    Block block = owners.remove(tensor);
    if (block == null) {
      throw new IllegalStateException("Cannot give back a tensor: it was not taken");
    }
    free.add(block);
  }

  @Override
  public void close() {
    owners.clear();
    free.clear();
    taken.forEach(pool::give);
    taken.clear();
    pool.requireSound();
  }
}
