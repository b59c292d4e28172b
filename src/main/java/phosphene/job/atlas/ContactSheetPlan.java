package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import phosphene.gallery.Layout;
import phosphene.gallery.index.TileIndex;
import phosphene.gallery.index.TileRow;
import phosphene.gallery.store.ObjectStore;
import phosphene.job.atlas.SheetTask.Place;
import phosphene.network.Network;
import phosphene.plan.Plan;
import phosphene.plan.Tile;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;

/** Which contact sheets a job has to make, and what is on them. */
record ContactSheetPlan(AtlasJob job, Network network, Plan plan) {

  /** Sheets of the layers in {@code changed}, and of those that have none. */
  List<SheetTask> owed(Set<String> changed, ObjectStore store) {
    Set<String> drawn =
        store.list(Layout.SHEETS).stream().map(ObjectStore.Entry::name).collect(Collectors.toSet());
    List<String> layers =
        plan.layers().keySet().stream()
            .filter(layer -> changed.contains(layer) || !drawn(layer, drawn))
            .toList();
    if (layers.isEmpty()) {
      return List.of();
    }
    Map<String, Map<Integer, Place>> places = places(TileIndex.known(store));
    return layers.stream().map(layer -> task(layer, places.getOrDefault(layer, Map.of()))).toList();
  }

  /** Of several pages the first is drawn last. */
  private static boolean drawn(String layer, Set<String> sheets) {
    return sheets.contains(Layout.sheet(layer)) || sheets.contains(Layout.sheet(layer, 1));
  }

  /** Removes the sheets of layers that will change, with all their pages. */
  static void remove(Set<String> layers, ObjectStore store) {
    for (ObjectStore.Entry sheet : store.list(Layout.SHEETS)) {
      if (layers.stream().anyMatch(layer -> Layout.isSheet(layer, sheet.name()))) {
        store.delete(sheet.name());
      }
    }
  }

  /** By layer and channel: what this job plans, and what earlier jobs left in the gallery. */
  private Map<String, Map<Integer, Place>> places(Map<String, TileIndex.Known> known) {
    Map<String, Map<Integer, Place>> places = new TreeMap<>();
    for (TileIndex.Known row : known.values()) {
      put(places, row.layer(), row.channel(), row.status());
    }
    for (Tile tile : plan.tiles()) {
      if (!known.containsKey(tile.key().hex())) {
        put(places, tile.unit().layer(), tile.unit().channel(), Place.MISSING);
      }
    }
    return places;
  }

  private void put(
      Map<String, Map<Integer, Place>> places, String layer, int channel, String status) {
    boolean drawn = status.equals(TileRow.RENDERED) || status.equals(TileRow.DEAD);
    String path = drawn ? Layout.tile(new Unit(layer, 0, channel)) : "";
    places
        .computeIfAbsent(layer, name -> new TreeMap<>())
        .put(channel, new Place(caption(layer, channel), path, status));
  }

  private String caption(String layer, int channel) {
    boolean named =
        network.architecture().logits().filter(layer::equals).isPresent()
            && channel < network.labels().size();
    return named ? network.labels().get(channel) : Integer.toString(channel);
  }

  private SheetTask task(String layer, Map<Integer, Place> places) {
    int size = job.rendering().recipe().size();
    String title =
        String.format(
            Locale.ROOT,
            "%s %s   %d units   %d px",
            network.architecture().name(),
            layer,
            places.size(),
            size);
    return new SheetTask(layer, title, size, new ArrayList<>(places.values()));
  }
}
