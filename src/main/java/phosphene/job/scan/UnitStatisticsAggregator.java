package phosphene.job.scan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.sql.Row;
import phosphene.cluster.UnitKey;
import phosphene.image.pixel.Area;
import phosphene.network.Architecture;
import phosphene.network.ReceptiveFieldMap;
import phosphene.scan.UnitStatistics;
import scala.Tuple2;

/**
 * Counts rows of scans, with {@code photo}, {@code square} and {@code units}, unit by unit.
 *
 * @param across width of the network's input
 * @param down its height
 * @param fields of the layers, by name
 */
record UnitStatisticsAggregator(int across, int down, Map<String, ReceptiveFieldMap> fields)
    implements PairFlatMapFunction<Iterator<Row>, UnitKey, UnitStatistics> {

  UnitStatisticsAggregator(Architecture architecture) {
    this(architecture.input().width(), architecture.input().height(), fields(architecture));
  }

  private static Map<String, ReceptiveFieldMap> fields(Architecture architecture) {
    return new HashMap<>(
        ReceptiveFieldMap.of(
            architecture, architecture.input().height(), architecture.input().width()));
  }

  @Override
  public Iterator<Tuple2<UnitKey, UnitStatistics>> call(Iterator<Row> rows) {
    Map<String, UnitStatistics[]> layers = new HashMap<>();
    while (rows.hasNext()) {
      count(rows.next(), layers);
    }
    return layers.entrySet().stream()
        .flatMap(
            layer -> {
              UnitStatistics[] units = layer.getValue();
              return java.util.stream.IntStream.range(0, units.length)
                  .mapToObj(c -> new Tuple2<>(new UnitKey(layer.getKey(), c), units[c]));
            })
        .iterator();
  }

  private void count(Row row, Map<String, UnitStatistics[]> layers) {
    String photo = row.getAs("photo");
    Row box = row.getAs("square");
    Area square = new Area(box.getInt(0), box.getInt(1), box.getInt(2), box.getInt(3));
    for (Row units : row.<Row>getList(row.fieldIndex("units"))) {
      String layer = units.getAs("layer");
      ReceptiveFieldMap field = java.util.Objects.requireNonNull(fields.get(layer));
      List<Float> maxima = units.getList(units.fieldIndex("maxima"));
      List<Float> means = units.getList(units.fieldIndex("means"));
      List<Float> meansBefore = units.getList(units.fieldIndex("means_before"));
      List<Integer> positions = units.getList(units.fieldIndex("positions"));
      UnitStatistics[] counted = layers.computeIfAbsent(layer, name -> none(maxima.size()));
      for (int c = 0; c < counted.length; c++) {
        counted[c].add(
            photo,
            maxima.get(c),
            means.get(c),
            meansBefore.get(c),
            positions.get(c),
            position -> square.within(ScanFiles.seen(field, position), across, down));
      }
    }
  }

  private static UnitStatistics[] none(int channels) {
    UnitStatistics[] units = new UnitStatistics[channels];
    Arrays.setAll(units, c -> new UnitStatistics());
    return units;
  }
}
