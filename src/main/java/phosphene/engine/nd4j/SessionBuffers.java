package phosphene.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import phosphene.engine.host.HostArrays;

/**
 * The arrays of a session, allocated while it is compiled. Gradients are wanted only from the
 * backward step that writes them to the one that reads them, so their memory is handed on: a
 * returned array's block serves the next request that fits. All blocks are given back together.
 */
final class SessionBuffers implements AutoCloseable {
  private final MemoryPool pool;
  private final List<INDArray> taken = new ArrayList<>();
  private final List<INDArray> owned = new ArrayList<>();
  private final List<INDArray> free = new ArrayList<>();
  private final IdentityHashMap<INDArray, INDArray> owner = new IdentityHashMap<>();
  private final HostArrays heap = new HostArrays();
  private String node = "";

  /** Buffers that take their memory from {@code pool} and give it back when they are closed. */
  SessionBuffers(MemoryPool pool) {
    this.pool = pool;
  }

  /** Says for which node the next arrays are. */
  void serve(String name) {
    node = name;
  }

  /** An array for the whole life of the session, zero. */
  INDArray keep(long... shape) {
    INDArray block = block(size(shape));
    HostTransfer.zero(block);
    pool.arrays().use(block, node + Arrays.toString(shape));
    return block.reshape('c', shape);
  }

  private INDArray block(long length) {
    INDArray block = pool.take(length);
    taken.add(block);
    return block;
  }

  private static long size(long... shape) {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    return size;
  }

  /** Arrays on the heap for the steps of this session. */
  HostArrays heap() {
    return heap;
  }

  /** Takes over an array, to be freed with the session. */
  INDArray own(INDArray array) {
    owned.add(array);
    return array;
  }

  /** An array of undefined content, until it is given back. */
  INDArray take(long... shape) {
    long wanted = size(shape);
    INDArray block =
        free.stream()
            .filter(candidate -> candidate.length() >= wanted)
            .min(Comparator.comparingLong(INDArray::length))
            .orElseGet(() -> block(wanted));
    free.removeIf(candidate -> candidate == block); // remove() would compare contents
    INDArray view =
        (block.length() == wanted ? block : block.get(NDArrayIndex.interval(0, wanted)))
            .reshape('c', shape);
    owner.put(view, block);
    pool.arrays().use(block, node + Arrays.toString(shape));
    return view;
  }

  /** Ends the use of an array that {@link #take} gave. */
  void give(INDArray view) {
    INDArray block = owner.remove(view);
    if (block == null) {
      throw new IllegalStateException("Cannot give back an array: it was not taken");
    }
    free.add(block);
  }

  @Override
  public void close() {
    Nd4j.getExecutioner().commit(); // on a card: before another thread takes the blocks
    owner.clear();
    free.clear();
    taken.forEach(pool::give);
    taken.clear();
    owned.forEach(pool.arrays()::free);
    owned.clear();
    pool.arrays().requireSound();
  }
}
