package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The guards around arrays off the heap. */
class NativeArraysTest {
  private final NativeArrays arrays = NativeArrays.guarded();

  @Test
  void anArrayIsWhatItWouldBeWithoutGuards() {
    float[] values = {1, 2, 3, 4, 5, 6};

    INDArray array = arrays.of("six", values, 2, 3);

    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.getFloat(1, 0)).isEqualTo(4);
    float[] copy = new float[6];
    HostTransfer.copy(array, copy);
    assertThat(copy).isEqualTo(values);
    arrays.free(array);
    arrays.requireSound();
  }

  @Test
  void aWriteOnePastTheEndNamesTheArray() {
    try (MemoryPool pool = new MemoryPool(arrays)) {
      SessionBuffers session = new SessionBuffers(pool);
      session.serve("conv7");
      INDArray array = session.keep(2, 3);
      write(array, 6);

      assertThatThrownBy(session::close)
          .isInstanceOf(AssertionError.class)
          .hasMessage("Values were written past an end of [conv7[2, 3]] of 6 values");
    }
  }

  @Test
  void valuesThatDoNotFitAreNotCopied() {
    INDArray array = arrays.of("six", new float[6], 2, 3);

    assertThatThrownBy(() -> arrays.of("kernel", new float[7], 2, 3))
        .hasMessage("Invalid values of kernel: 7 for [2, 3]");
    assertThatThrownBy(() -> HostTransfer.copy(new float[7], array))
        .hasMessage("Cannot copy part 0 of 7 values: the array has 6 ([2, 3])");
    assertThatThrownBy(() -> HostTransfer.copy(array, new float[7]))
        .hasMessageStartingWith("Cannot copy part 0 of 7");
    assertThatThrownBy(() -> HostTransfer.copy(array, 2, new float[3]))
        .hasMessageStartingWith("Cannot copy part 2 of 3");
    assertThatThrownBy(() -> HostTransfer.copy(new float[3], array, 2))
        .hasMessageStartingWith("Cannot copy part 2 of 3");
    arrays.free(array);
    arrays.requireSound();
  }

  @Test
  void aWriteBeforeTheStartOfAWeightNamesIt() {
    INDArray array = arrays.of("conv1 kernel", new float[9], 1, 9);
    write(array, -1);

    arrays.free(array);

    assertThatThrownBy(arrays::requireSound)
        .hasMessage("Values were written past an end of [conv1 kernel] of 9 values");
  }

  @Test
  void aBlockThatServesAgainIsLookedAtForItsLastUse() {
    try (MemoryPool pool = new MemoryPool(arrays)) {
      SessionBuffers first = new SessionBuffers(pool);
      first.serve("a");
      first.keep(4);
      first.close();
      SessionBuffers second = new SessionBuffers(pool);
      second.serve("b");
      INDArray array = second.take(4);
      second.give(array);
      write(array, 4);

      assertThatThrownBy(second::close).hasMessageContaining("[b[4]]");
    }
  }

  @Test
  void undefinedContentIsNoNumber() {
    try (MemoryPool pool = new MemoryPool(arrays);
        SessionBuffers session = new SessionBuffers(pool)) {
      assertThat(session.take(5).getFloat(3)).isNaN();
    }
  }

  private static void write(INDArray array, long place) {
    FloatPointer values = HostTransfer.pointer(array);
    values.put(place, 1); // counted from the position, which is the array's start
    HostTransfer.written(array);
  }
}
