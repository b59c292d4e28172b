package phosphene.job.atlas;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.cluster.Cluster;
import phosphene.cluster.IndexView;
import phosphene.cluster.RowMapper;
import phosphene.gallery.CropSheet;
import phosphene.gallery.index.ScanRow;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.image.pixel.Area;
import phosphene.job.atlas.CropTask.Spot;
import phosphene.job.run.DerivedOutputs;
import phosphene.job.run.JobRun;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.TileKey;
import phosphene.plan.Unit;

/** Which sheets of photos that excite units an atlas has to make, and what is on them. */
record CropSheetPlan(Plan plan, DatasetMaxima maxima, ObjectStore store) {
  private static final Logger LOG = LoggerFactory.getLogger(CropSheetPlan.class);

  /** Photos of units by their channels. */
  private record Wanted(CropSheet sheet, Map<Integer, List<UnitRow.Top>> units) {
    String object() {
      return sheet.object(TileKey.sha256(units.toString()));
    }

    /** Those of the objects of a layer that are sheets of this number. */
    List<String> versions(List<String> objects) {
      Optional<Integer> number = Optional.of(sheet.number());
      return objects.stream().filter(name -> CropSheet.number(name).equals(number)).toList();
    }

    boolean alone(List<String> objects) {
      return versions(objects).equals(List.of(object()));
    }
  }

  /** The sheets of all units that the plan has, each with all units that belong there. */
  private List<Wanted> wanted() {
    if (maxima.units().isEmpty()) {
      return List.of();
    }
    return plan.tiles().stream()
        .map(Tile::unit)
        .map(CropSheet::of)
        .distinct()
        .map(this::wanted)
        .filter(sheet -> !sheet.units().isEmpty())
        .toList();
  }

  private Wanted wanted(CropSheet sheet) {
    Map<Integer, List<UnitRow.Top>> units = new TreeMap<>();
    int from = sheet.number() * CropSheet.UNITS;
    int to = Math.min(from + CropSheet.UNITS, maxima.channels(sheet.layer()));
    for (int channel = from; channel < to; channel++) {
      List<UnitRow.Top> top = maxima.top(new Unit(sheet.layer(), 0, channel));
      if (!top.isEmpty()) {
        units.put(channel, top);
      }
    }
    return new Wanted(sheet, units);
  }

  /** The sheets that are to be drawn, or still lie beside what they replaced. */
  List<Wanted> owed() {
    List<Wanted> wanted = wanted();
    Map<String, List<String>> there = new HashMap<>();
    wanted.forEach(sheet -> there.computeIfAbsent(sheet.sheet().layer(), this::there));
    return wanted.stream()
        .filter(sheet -> !sheet.alone(there.getOrDefault(sheet.sheet().layer(), List.of())))
        .toList();
  }

  private List<String> there(String layer) {
    return store.list(CropSheet.folder(layer)).stream().map(ObjectStore.Entry::name).toList();
  }

  /** Draws the sheets that are owed, and removes those that they replace. */
  void draw(Cluster cluster, DerivedOutputs outputs) throws InterruptedException {
    List<Wanted> owed = owed();
    if (owed.isEmpty()) {
      return;
    }
    Set<String> drawn = new HashSet<>();
    JobRun run = outputs.run();
    outputs.draw(
        "photos that excite units, " + owed.size() + " sheets",
        run.parallel(tasks(owed, squares(owed, cluster))),
        new CropWorker(maxima.scans(), store.uri(), run.workCounters()),
        drawn::add);
    LOG.info("Drew {} sheets of photos that excite units", drawn.size());
    owed.stream().filter(sheet -> drawn.contains(sheet.object())).forEach(this::removeOthers);
  }

  private void removeOthers(Wanted drawn) {
    drawn.versions(there(drawn.sheet().layer())).stream()
        .filter(object -> !object.equals(drawn.object()))
        .forEach(store::delete);
  }

  private static List<CropTask> tasks(List<Wanted> owed, Map<String, Area> squares) {
    List<CropTask> tasks = new ArrayList<>();
    for (Wanted sheet : owed) {
      List<Spot> spots = new ArrayList<>();
      sheet.units().forEach((channel, top) -> spots.addAll(spots(channel, top, squares)));
      tasks.add(new CropTask(sheet.object(), spots));
    }
    return tasks;
  }

  private static List<Spot> spots(int channel, List<UnitRow.Top> top, Map<String, Area> squares) {
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < top.size(); i++) {
      UnitRow.Top photo = top.get(i);
      Area square = squares.get(photo.photo());
      if (square != null) {
        spots.add(new Spot(channel, i, photo.photo(), square, photo.box().area()));
      }
    }
    return spots;
  }

  /** What the network saw of the photos that are wanted. */
  private Map<String, Area> squares(List<Wanted> owed, Cluster cluster) {
    List<String> photos =
        owed.stream()
            .flatMap(sheet -> sheet.units().values().stream())
            .flatMap(List::stream)
            .map(UnitRow.Top::photo)
            .distinct()
            .toList();
    Dataset<Row> names = cluster.session().createDataset(photos, Encoders.STRING()).toDF("photo");
    ObjectStore scans = HadoopStore.open(maxima.scans(), Cluster.storage());
    return new IndexView(cluster, scans)
            .find(ScanRow.TABLE)
            .map(rows -> rows.where(col("status").equalTo(TileRow.RENDERED)))
            .map(rows -> rows.join(names, new String[] {"photo"}, "left_semi"))
            .map(rows -> rows.select("photo", "square").collectAsList())
            .orElse(List.of())
            .stream()
            .collect(Collectors.toMap(row -> row.getString(0), row -> square(row.getStruct(1))));
  }

  private static Area square(Row box) {
    return RowMapper.read(box, ScanRow.Box.class).area();
  }
}
