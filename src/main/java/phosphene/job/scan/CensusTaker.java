package phosphene.job.scan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import phosphene.cluster.CensusKey;
import phosphene.image.Area;
import phosphene.network.Architecture;
import phosphene.network.Sight;
import phosphene.scan.Census;
import scala.Tuple2;

/**
 * Counts rows of scans, with {@code photo}, {@code square} and {@code units}, unit by unit.
 *
 * @param across width of the network's input
 * @param down its height
 * @param sights of the layers, by name
 */
record CensusTaker(int across, int down, Map<String, Sight> sights)
    implements PairFlatMapFunction<Iterator<Row>, CensusKey, Census> {

  CensusTaker(Architecture architecture) {
    this(architecture.input().width(), architecture.input().height(), sights(architecture));
  }

  private static Map<String, Sight> sights(Architecture architecture) {
    return new HashMap<>(
        Sight.of(architecture, architecture.input().height(), architecture.input().width()));
  }

  @Override
  public Iterator<Tuple2<CensusKey, Census>> call(Iterator<Row> rows) {
    Map<String, Census[]> layers = new HashMap<>();
    while (rows.hasNext()) {
      count(rows.next(), layers);
    }
    return layers.entrySet().stream()
        .flatMap(
            layer -> {
              Census[] units = layer.getValue();
              return java.util.stream.IntStream.range(0, units.length)
                  .mapToObj(c -> new Tuple2<>(new CensusKey(layer.getKey(), c), units[c]));
            })
        .iterator();
  }

  private void count(Row row, Map<String, Census[]> layers) {
    String photo = row.getAs("photo");
    Row box = row.getAs("square");
    Area square = new Area(box.getInt(0), box.getInt(1), box.getInt(2), box.getInt(3));
    for (Row units : row.<Row>getList(row.fieldIndex("units"))) {
      String layer = units.getAs("layer");
      Sight sight = java.util.Objects.requireNonNull(sights.get(layer));
      List<Float> maxima = units.getList(units.fieldIndex("maxima"));
      List<Float> means = units.getList(units.fieldIndex("means"));
      List<Float> meansBefore = units.getList(units.fieldIndex("means_before"));
      List<Integer> positions = units.getList(units.fieldIndex("positions"));
      Census[] counted = layers.computeIfAbsent(layer, name -> none(maxima.size()));
      for (int c = 0; c < counted.length; c++) {
        counted[c].add(
            photo,
            maxima.get(c),
            means.get(c),
            meansBefore.get(c),
            positions.get(c),
            position -> square.within(ScanPrint.seen(sight, position), across, down));
      }
    }
  }

  private static Census[] none(int channels) {
    Census[] units = new Census[channels];
    Arrays.setAll(units, c -> new Census());
    return units;
  }
}
