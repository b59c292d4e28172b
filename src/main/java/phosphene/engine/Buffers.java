package phosphene.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The arrays of a session, allocated while it is compiled. Slopes are wanted only from the backward
 * step that writes them to the one that reads them, so their memory is handed on: a returned
 * array's block serves the next request that fits. All blocks are freed together.
 */
final class Buffers implements AutoCloseable {
  private final List<INDArray> blocks = new ArrayList<>();
  private final List<INDArray> free = new ArrayList<>();
  private final IdentityHashMap<INDArray, INDArray> owner = new IdentityHashMap<>();

  /** An array for the whole life of the session, zero. */
  INDArray keep(long... shape) {
    INDArray block = Nd4j.create(DataType.FLOAT, shape);
    blocks.add(block);
    return block;
  }

  /** Takes over an array, to be freed with the others. */
  INDArray own(INDArray array) {
    blocks.add(array);
    return array;
  }

  /** An array of undefined content, until it is given back. */
  INDArray take(long... shape) {
    long size = 1;
    for (long extent : shape) {
      size *= extent;
    }
    long wanted = size;
    INDArray block =
        free.stream()
            .filter(candidate -> candidate.length() >= wanted)
            .min(Comparator.comparingLong(INDArray::length))
            .orElseGet(() -> keep(wanted));
    free.removeIf(candidate -> candidate == block); // remove() would compare contents
    INDArray view =
        (block.length() == wanted ? block : block.get(NDArrayIndex.interval(0, wanted)))
            .reshape('c', shape);
    owner.put(view, block);
    return view;
  }

  /** Ends the use of an array that {@link #take} gave. */
  void give(INDArray view) {
    INDArray block = owner.remove(view);
    if (block == null) {
      throw new IllegalStateException("Cannot give back an array that was not taken");
    }
    free.add(block);
  }

  /** Bytes of all blocks. */
  long bytes() {
    return blocks.stream().mapToLong(block -> block.length() * Float.BYTES).sum();
  }

  @Override
  public void close() {
    owner.clear();
    free.clear();
    blocks.forEach(INDArray::close);
    blocks.clear();
  }
}
