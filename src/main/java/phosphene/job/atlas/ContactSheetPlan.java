package phosphene.job.atlas;

import java.util.ArrayList;
import java.util.HashMap;
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
import phosphene.plan.TileGroup;
import phosphene.plan.Unit;
import phosphene.spec.AtlasJob;
import phosphene.spec.Rendering;

/** Which contact sheets a job has to make, and what is on them. */
record ContactSheetPlan(AtlasJob job, Network network, Plan plan) {

  /** Sheets of the groups in {@code changed}, and of those that have none. */
  List<SheetTask> owed(Set<TileGroup> changed, ObjectStore store) {
    Set<String> drawn =
        store.list(Layout.SHEETS).stream().map(ObjectStore.Entry::name).collect(Collectors.toSet());
    List<TileGroup> groups =
        plan.groups().keySet().stream()
            .filter(group -> changed.contains(group) || !drawn(group, drawn))
            .toList();
    if (groups.isEmpty()) {
      return List.of();
    }
    Map<TileGroup, Map<Integer, Place>> places = places(TileIndex.known(store));
    return groups.stream().map(group -> task(group, places.getOrDefault(group, Map.of()))).toList();
  }

  /** Of several pages the first is drawn last. */
  private static boolean drawn(TileGroup group, Set<String> sheets) {
    return sheets.contains(Layout.sheet(group)) || sheets.contains(Layout.sheet(group, 1));
  }

  /** Removes the sheets of groups that will change, with all their pages. */
  static void remove(Set<TileGroup> groups, ObjectStore store) {
    for (ObjectStore.Entry sheet : store.list(Layout.SHEETS)) {
      if (groups.stream().anyMatch(group -> Layout.isSheet(group, sheet.name()))) {
        store.delete(sheet.name());
      }
    }
  }

  /** By group and channel: what this job plans, and what earlier jobs left in the gallery. */
  private Map<TileGroup, Map<Integer, Place>> places(Map<String, TileIndex.Known> known) {
    Map<TileGroup, Map<Integer, Place>> places = new HashMap<>();
    for (TileIndex.Known row : known.values()) {
      put(places, new TileGroup(row.rendering(), row.layer()), row.channel(), row.status());
    }
    for (Tile tile : plan.tiles()) {
      if (!known.containsKey(tile.key().hex())) {
        put(places, tile.group(), tile.unit().channel(), Place.MISSING);
      }
    }
    return places;
  }

  private void put(
      Map<TileGroup, Map<Integer, Place>> places, TileGroup group, int channel, String status) {
    boolean drawn = status.equals(TileRow.RENDERED) || status.equals(TileRow.DEAD);
    Unit unit = new Unit(group.layer(), 0, channel);
    String path = drawn ? Layout.tile(group.rendering(), unit) : "";
    places
        .computeIfAbsent(group, any -> new TreeMap<>())
        .put(channel, new Place(caption(group.layer(), channel), path, status));
  }

  private String caption(String layer, int channel) {
    boolean named =
        network.architecture().logits().filter(layer::equals).isPresent()
            && channel < network.labels().size();
    return named ? network.labels().get(channel) : Integer.toString(channel);
  }

  private SheetTask task(TileGroup group, Map<Integer, Place> places) {
    Rendering rendering = job.rendering(group.rendering()).orElseThrow();
    int size = rendering.recipe().size();
    int pictures = rendering.objective().kind().pictures();
    String title =
        String.format(
            Locale.ROOT,
            "%s %s   %d units   %d px",
            network.architecture().name(),
            group,
            places.size(),
            size);
    return new SheetTask(group, title, size, pictures, new ArrayList<>(places.values()));
  }
}
