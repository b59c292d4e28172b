package phosphene.job.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskKilledException;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import phosphene.cluster.WorkCounters;
import phosphene.gallery.Layout;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ForwardingStore;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.gallery.store.StoreException;
import phosphene.image.codec.Png;
import phosphene.image.pixel.Raster;
import phosphene.image.sheet.Sheet;
import phosphene.job.atlas.SheetTask.Place;
import phosphene.job.dream.FolderSheetWorker;
import phosphene.job.run.SheetFunction;
import phosphene.job.run.SheetResult;
import phosphene.plan.TileGroup;

/** Contact sheets of layers, however many units they have, and what becomes of those that fail. */
class SheetWorkerTest {
  private final WorkCounters done =
      new WorkCounters(new LongAccumulator(), new LongAccumulator(), new LongAccumulator());
  private final SheetWorker worker = new SheetWorker("memory:/gallery", done);
  private final MemoryStore store = new MemoryStore();

  @BeforeEach
  void beWithinATask() {
    TaskContext$.MODULE$.setTaskContext(TaskContext$.MODULE$.empty());
  }

  @AfterEach
  void leaveTheTask() {
    TaskContext$.MODULE$.unset();
  }

  private static final TileGroup FC = new TileGroup("default", "fc");

  private static SheetTask layer(int units) {
    Place place = new Place("", "", Place.MISSING);
    return new SheetTask(FC, "toy fc", 1, 1, Collections.nCopies(units, place));
  }

  private List<String> names() {
    return store.list(Layout.SHEETS).stream().map(ObjectStore.Entry::name).toList();
  }

  @Test
  void aLayerThatFitsHasOneSheet() {
    worker.draw(layer(3), store);

    assertThat(names()).containsExactly("sheets/default/fc.png");
  }

  @Test
  void aLargerLayerHasPagesOfWhichTheFirstIsDrawnLast() {
    StringBuilder order = new StringBuilder();
    SheetTask large = layer(Sheet.MOST_TILES + 1);
    worker.draw(
        large,
        new ForwardingStore(store) {
          @Override
          public void write(String name, byte[] bytes) {
            order.append(name).append(' ');
            super.write(name, bytes);
          }
        });

    assertThat(order).hasToString("sheets/default/fc~002.png sheets/default/fc~001.png ");
    assertThat(worker.object(large)).isEqualTo("sheets/default/fc~001.png");
    assertThat(names()).allMatch(name -> Layout.isSheet(FC, name));
    assertThat(Png.decode(store.find("sheets/default/fc~002.png").orElseThrow()).texts())
        .containsEntry("Title", "toy fc   page 2 of 2");
    ContactSheetPlan.remove(java.util.Set.of(FC), store);
    assertThat(names()).isEmpty();
  }

  @Test
  void aTileThatIsSmallerThanTheOthersIsEnlarged() {
    float[] red = new float[3 * 16];
    java.util.Arrays.fill(red, 0, 16, 1);
    store.write("tile.png", Png.encode(new Raster(4, 4, red), Map.of()));

    worker.draw(
        new SheetTask("fc", "toy fc", 32, List.of(new Place("7", "tile.png", TileRow.RENDERED))),
        store);

    Raster sheet = Png.decode(store.find("sheets/fc.png").orElseThrow()).raster();
    int pixels = 0;
    for (int i = 0; i < sheet.width() * sheet.height(); i++) {
      pixels += sheet.planes()[i] == 1 && sheet.planes()[sheet.width() * sheet.height() + i] == 0 ? 1 : 0;
    }
    assertThat(pixels).isGreaterThanOrEqualTo(32 * 32);
  }

  @Test
  void aSheetThatCannotBeDrawnIsAValue() {
    assertThat(ends(() -> {})).isEqualTo(new SheetResult("sheets/x.png", ""));
    assertThat(
            ends(
                () -> {
                  throw new StoreException("Cannot write x", new IOException("the disk is full"));
                }))
        .isEqualTo(
            new SheetResult(
                "sheets/x.png", "Cannot draw sheets/x.png: Cannot write x: the disk is full"));
    assertThat(
            ends(
                () -> {
                  throw new OutOfMemoryError("Java heap space");
                }))
        .isEqualTo(
            new SheetResult(
                "sheets/x.png",
                "Cannot draw sheets/x.png: java.lang.OutOfMemoryError: Java heap space"));
    assertThatThrownBy(
            () ->
                ends(
                    () -> {
                      throw new TaskKilledException("the job was cancelled");
                    }))
        .isInstanceOf(TaskKilledException.class);
  }

  private static SheetResult ends(Runnable drawing) {
    return new Drawing(drawing).work("sheets/x.png");
  }

  /** Draws nothing. */
  private record Drawing(Runnable drawing) implements SheetFunction<String> {
    @Override
    public String object(String task) {
      return task;
    }

    @Override
    public void draw(String task) {
      drawing.run();
    }
  }

  @Test
  void aRowOfAnyNumberOfDreamsFitsOnASheet() {
    assertThat(FolderSheetWorker.side(2)).isEqualTo(160);
    for (int cells : List.of(26, 100, 1000, 10_000)) {
      int side = FolderSheetWorker.side(cells);
      assertThat(side).isBetween(1, 160);
    }
    assertThat(26 * (FolderSheetWorker.side(26) + 4) - 4).isLessThanOrEqualTo(Sheet.WIDEST);
    assertThat(Optional.of(FolderSheetWorker.side(10_000))).contains(1);
  }
}
