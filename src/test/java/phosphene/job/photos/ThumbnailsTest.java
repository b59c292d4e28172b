package phosphene.job.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.spark.TaskContext$;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import phosphene.cluster.WorkCounters;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.pixel.UnreadableImageException;

/** Small images of files on sheets and in films, and the heap that they share with photos. */
@Timeout(60)
class ThumbnailsTest {
  private static final byte[] FILE = Png.encode(new Raster(8, 4, new float[96]), Map.of());

  @Test
  void aFileIsReadOnlyWhenTheHeapHasRoom() throws Exception {
    AtomicBoolean room = new AtomicBoolean();
    AtomicBoolean read = new AtomicBoolean();
    CountDownLatch waits = new CountDownLatch(2); // before the gate, and at it
    HeapGate gate = HeapGate.ofProcess();
    CompletableFuture<Raster> opened;
    HeapGate.Pass all = gate.enter(gate.capacity(), () -> {});
    try {
      opened =
          CompletableFuture.supplyAsync(
              () ->
                  opened(
                      waits,
                      () -> {
                        assertThat(room).as("nobody else has the heap").isTrue();
                        read.set(true);
                        return FILE;
                      }));
      assertThat(waits.await(50, TimeUnit.SECONDS) || opened.isDone()).isTrue();
      room.set(true);
    } finally {
      all.close();
    }

    assertThat(opened.get()).extracting(Raster::width, Raster::height).containsExactly(4, 2);
    assertThat(read).isTrue();
  }

  @Test
  void whatIsLargerThanTheHeapIsNotRead() {
    long bytes = HeapGate.ofProcess().capacity();
    LongAccumulator count = new LongAccumulator();
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
    try {
      Thumbnails miniatures = new Thumbnails(1000, new WorkCounters(count, count, count));
      assertThatThrownBy(
              () ->
                  miniatures.open(
                      bytes,
                      () -> {
                        throw new AssertionError("read");
                      },
                      4))
          .isInstanceOf(UnreadableImageException.class)
          .hasMessageContaining(" MB of heap are needed, and ");
    } finally {
      TaskContext$.MODULE$.unset();
    }
  }

  /** Opens a file as a task does that counts down whenever it goes on. */
  private static Raster opened(CountDownLatch goesOn, Supplier<byte[]> file) {
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
    try {
      LongAccumulator signs =
          new LongAccumulator() {
            private static final long serialVersionUID = 1;

            @Override
            public void add(long more) {
              goesOn.countDown();
            }
          };
      WorkCounters workCounters =
          new WorkCounters(new LongAccumulator(), new LongAccumulator(), signs);
      return new Thumbnails(1000, workCounters).open(FILE.length, file, 4);
    } finally {
      TaskContext$.MODULE$.unset();
    }
  }
}
