package phosphene.job.atlas;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import phosphene.cluster.UnitKey;
import phosphene.gallery.Manifest;
import phosphene.gallery.index.UnitRow;
import phosphene.gallery.index.UnitsTable;
import phosphene.gallery.store.HadoopStore;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.run.NetworkSource;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Node;
import phosphene.network.Origin;
import phosphene.network.Shape;
import phosphene.network.activation.Elementary;
import phosphene.plan.Unit;
import phosphene.scan.Nonlinearity;
import phosphene.spec.AtlasJob;
import phosphene.spec.Objective;
import phosphene.spec.Rendering;
import phosphene.spec.ScanJob;
import phosphene.spec.SpecException;
import phosphene.spec.Tap;

/**
 * The largest value that an atlas's objective has on any photo that was scanned, for each unit. It
 * is of the same kind as the scores: of {@code channel} the mean over all positions, at the tap of
 * the job; of {@code neuron} the value at any one position. Other objectives, those that are
 * lowered, and neurons before a nonlinearity other than a ReLU have none. And the photos that
 * excite the unit most.
 *
 * @param scans the gallery, as a URI; empty if there is none
 * @param units by layer and channel
 */
record DatasetMaxima(Architecture architecture, String scans, Map<UnitKey, Known> units) {
  DatasetMaxima {
    units = Map.copyOf(units);
  }

  /**
   * What photos say of a unit.
   *
   * @param values of those renderings whose objective has one, by their names
   */
  record Known(Map<String, Double> values, List<UnitRow.Top> top) {
    Known {
      values = Map.copyOf(values);
    }
  }

  /**
   * What a job's gallery of scans says; nothing if it names none.
   *
   * @throws SpecException if there is no such gallery, or it is of another network or empty
   */
  static DatasetMaxima of(AtlasJob job, NetworkSource source, Configuration storage) {
    return job.dataset()
        .map(place -> reading(place, job.renderings(), source, storage))
        .orElseGet(() -> none(source));
  }

  /** Nothing. */
  static DatasetMaxima none(NetworkSource source) {
    return new DatasetMaxima(source.network().architecture(), "", Map.of());
  }

  private static DatasetMaxima reading(
      String place, List<Rendering> renderings, NetworkSource source, Configuration storage) {
    try {
      return read(place, renderings, source, storage);
    } catch (SpecException e) {
      throw e.in("dataset");
    }
  }

  private static DatasetMaxima read(
      String place, List<Rendering> renderings, NetworkSource source, Configuration storage) {
    ObjectStore store = HadoopStore.asked(place, storage);
    Manifest manifest = Manifest.read(store);
    require(
        place,
        manifest.kind().equals(ScanJob.FORM.name()),
        "a gallery of scans; it is one of job " + manifest.kind());
    String weights = manifest.network().sha256();
    require(
        place,
        weights.equals(source.network().sha256()),
        "a gallery of scans by the same weights; it is one of " + weights);
    UnitsTable table = new UnitsTable(store);
    List<UnitRow> rows = table.contents().map(table::rows).orElse(List.of());
    require(place, !rows.isEmpty(), "a gallery with at least one scan");
    Map<UnitKey, Known> units = new HashMap<>();
    Architecture architecture = source.network().architecture();
    for (UnitRow row : rows) {
      Nonlinearity nonlinearity = Nonlinearity.of(architecture, row.layer());
      units.put(
          new UnitKey(row.layer(), row.channel()),
          new Known(values(renderings, nonlinearity, row), row.top()));
    }
    return new DatasetMaxima(architecture, store.uri(), units);
  }

  private static void require(String place, boolean valid, String rule) {
    if (!valid) {
      throw new SpecException("Invalid dataset: " + place + " (must be " + rule + ")");
    }
  }

  private static Map<String, Double> values(
      List<Rendering> renderings, Nonlinearity nonlinearity, UnitRow row) {
    Map<String, Double> values = new HashMap<>();
    renderings.forEach(
        rendering ->
            value(rendering.objective(), nonlinearity, row)
                .ifPresent(value -> values.put(rendering.name(), value)));
    return values;
  }

  /** What a row says of an objective. */
  static Optional<Double> value(Objective objective, Nonlinearity nonlinearity, UnitRow row) {
    if (objective.sign() == Objective.Sign.NEGATIVE) {
      return Optional.empty();
    }
    boolean after = objective.tap() == Tap.POST;
    if (objective.kind() instanceof Objective.Kind.Channel) {
      return Optional.of(after ? row.meanMaximum() : row.meanMaximumBefore());
    }
    if (objective.kind() instanceof Objective.Kind.Neuron) {
      return switch (nonlinearity) {
        case NONE -> Optional.of(row.maximum());
        case RELU -> Optional.of(after ? Math.max(0, row.maximum()) : row.maximum());
        case OTHER -> Optional.of(row.maximum()).filter(maximum -> after);
      };
    }
    return Optional.empty();
  }

  /** The value of a unit in a rendering of the job. */
  Optional<Double> of(String rendering, Unit unit) {
    return known(unit).map(known -> known.values().get(rendering));
  }

  /** The photos that excite a unit most, the first the strongest; none if they are unknown. */
  List<UnitRow.Top> top(Unit unit) {
    return known(unit).map(Known::top).orElse(List.of());
  }

  /** How many channels a layer has. */
  int channels(String layer) {
    return java.util.Objects.requireNonNull(shapes().get(layer)).channels();
  }

  private Map<String, Shape> shapes() {
    return architecture.shapes(architecture.input().height(), architecture.input().width());
  }

  /** Of a channel of a concatenation what is known of the layer which makes it. */
  private Optional<Known> known(Unit unit) {
    if (units.isEmpty() || unit.channel() >= channels(unit.layer())) { // a row of an array, a photo
      return Optional.empty();
    }
    String layer = unit.layer();
    int channel = unit.channel();
    Optional<Node> node = architecture.node(layer);
    while (!units.containsKey(new UnitKey(layer, channel))
        && node.filter(DatasetMaxima::passes).isPresent()) {
      Map<String, Shape> shapes = shapes();
      List<Shape> inputs =
          node.get().inputs().stream().map(shapes::get).collect(Collectors.toList());
      Origin origin = node.get().layer().origins(channel, inputs).get(0);
      layer = node.get().inputs().get(origin.input());
      channel = origin.channel();
      node = architecture.node(layer);
    }
    return Optional.ofNullable(units.get(new UnitKey(layer, channel)));
  }

  private static boolean passes(Node node) {
    return node.layer() instanceof Concat && node.activation() == Elementary.NONE;
  }
}
