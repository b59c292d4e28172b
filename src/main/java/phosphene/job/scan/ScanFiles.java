package phosphene.job.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import phosphene.gallery.ClassProbability;
import phosphene.gallery.Layout;
import phosphene.gallery.Outcome;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.ScanScript;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.Photos;
import phosphene.image.exif.Metadata;
import phosphene.image.pixel.Area;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.Raster;
import phosphene.network.Architecture;
import phosphene.network.ReceptiveFieldMap;
import phosphene.network.Shape;
import phosphene.plan.TileKey;
import phosphene.scan.LayerFigures;
import phosphene.scan.Neurons;
import phosphene.scan.PhotoActivations;

/** Stores what photos excite, and says what of it goes into the index. */
final class ScanFiles {
  private static final int LIKELIEST = 5;
  private static final int STRONGEST = 10;

  private final ScanContext order;
  private final Shape input;
  private final Map<String, ReceptiveFieldMap> fields;
  private final List<String> labels;
  private final ObjectStore store;

  /**
   * The writer of one task.
   *
   * @param labels of the classes; empty if they are unknown
   */
  ScanFiles(ScanContext order, Architecture architecture, List<String> labels, ObjectStore store) {
    this.order = order;
    this.input = architecture.input();
    this.fields = ReceptiveFieldMap.of(architecture, input.height(), input.width());
    this.labels = labels;
    this.store = store;
  }

  /** Stores the scan of a photo: first its objects, then the caller its row. */
  ScanRow.Found keep(
      String photo, ScanWriter.Frame frame, Raster seen, PhotoActivations excitation) {
    ScanRow.Stored neurons =
        excitation
            .neurons()
            .map(kept -> stored(photo, Layout.Scan.NEURONS, script(photo, frame, excitation, kept)))
            .orElse(null);
    ScanRow.Stored picture = stored(photo, Layout.Scan.PICTURE, jpeg(seen));
    return new ScanRow.Found(
        frame.width(),
        frame.height(),
        box(frame.square()),
        excitation.likeliest(LIKELIEST).stream().map(c -> likely(c, excitation)).toList(),
        strongest(frame.square(), excitation),
        units(excitation),
        new Outcome.Picture(
            picture.path(), picture.bytes(), picture.sha256(), seen.width(), seen.height()),
        neurons);
  }

  private ScanRow.Stored stored(String photo, Layout.Scan part, byte[] bytes) {
    String path = Layout.scan(photo, part);
    store.write(path, bytes);
    return new ScanRow.Stored(path, bytes.length, TileKey.sha256(bytes));
  }

  private static byte[] jpeg(Raster seen) {
    return Photos.encode(seen, Photo.of(seen, Format.JPEG), Metadata.NONE, Map.of());
  }

  private byte[] script(
      String photo,
      ScanWriter.Frame frame,
      PhotoActivations excitation,
      PhotoActivations.Kept kept) {
    Area square = frame.square();
    List<ClassProbability> classes = new ArrayList<>();
    for (int c = 0; c < excitation.probabilities().length; c++) {
      classes.add(likely(c, excitation));
    }
    return new ScanScript(
            ScanScript.FORMAT,
            photo,
            order.provenance().network().name(),
            List.of(input.height(), input.width()),
            List.of(square.x(), square.y(), square.width(), square.height()),
            classes,
            kept.spans().stream().map(ScanFiles::layer).toList(),
            ScanScript.packed(kept.values().bytes()))
        .bytes();
  }

  private static ScanScript.Layer layer(Neurons.Span span) {
    Shape shape = span.shape();
    return new ScanScript.Layer(
        span.layer(),
        shape.channels(),
        shape.height(),
        shape.width(),
        span.offset(),
        span.scale(),
        span.maximum(),
        span.minimum());
  }

  /** Names as people write them: labels have underscores for blanks. */
  private ClassProbability likely(int index, PhotoActivations excitation) {
    String name =
        index < labels.size() ? labels.get(index).replace('_', ' ') : Integer.toString(index);
    return new ClassProbability(index, name, excitation.probabilities()[index]);
  }

  private List<ScanRow.Strong> strongest(Area square, PhotoActivations excitation) {
    List<ScanRow.Strong> layers = new ArrayList<>();
    excitation
        .figures()
        .forEach(
            (layer, figures) ->
                layers.add(
                    new ScanRow.Strong(
                        layer,
                        figures.strongest(STRONGEST).stream()
                            .map(c -> channel(c, figures, field(layer), square))
                            .toList())));
    return layers;
  }

  private ScanRow.Channel channel(
      int c, LayerFigures figures, ReceptiveFieldMap field, Area square) {
    return new ScanRow.Channel(
        c,
        figures.maxima()[c],
        figures.means()[c],
        box(square.within(seen(field, figures.positions()[c]), input.width(), input.height())));
  }

  private ReceptiveFieldMap field(String layer) {
    return Optional.ofNullable(fields.get(layer)).orElseThrow();
  }

  /** What a position sees of the network's input. */
  static Area seen(ReceptiveFieldMap field, int position) {
    int y = position / field.lefts().length;
    int x = position % field.lefts().length;
    return new Area(
        field.lefts()[x],
        field.tops()[y],
        field.rights()[x] - field.lefts()[x] + 1,
        field.bottoms()[y] - field.tops()[y] + 1);
  }

  static ScanRow.Box box(Area area) {
    return new ScanRow.Box(area.x(), area.y(), area.width(), area.height());
  }

  private static List<ScanRow.Units> units(PhotoActivations excitation) {
    List<ScanRow.Units> units = new ArrayList<>();
    excitation
        .figures()
        .forEach(
            (layer, figures) ->
                units.add(
                    new ScanRow.Units(
                        layer,
                        new Floats(figures.maxima()),
                        new Floats(figures.means()),
                        new Floats(figures.meansBefore()),
                        java.util.Arrays.stream(figures.positions()).boxed().toList())));
    return units;
  }

  /** Floats that are boxed one by one: a thousand rows of thousands would fill the heap. */
  private static final class Floats extends java.util.AbstractList<Float> {
    private final float[] values;

    Floats(float[] values) {
      this.values = values;
    }

    @Override
    public Float get(int index) {
      return values[index];
    }

    @Override
    public int size() {
      return values.length;
    }
  }
}
