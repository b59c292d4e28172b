package phosphene.network.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import phosphene.network.Architecture;
import phosphene.network.Concat;
import phosphene.network.Convolution;
import phosphene.network.GlobalAveragePool;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.ReceptiveFieldMap;
import phosphene.network.Shape;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;

/** What positions see of the input. */
class ReceptiveFieldMapTest {
  @Test
  void whatLiesWithinTheInputIsAsLargeAsTheReceptiveField() {
    for (KnownNetwork known : KnownNetwork.ALL) {
      Architecture network = known.body();
      if (network.nodes().stream().anyMatch(node -> node.layer() instanceof GlobalAveragePool)) {
        continue; // behind squeeze-and-excite every position sees all, of whatever size
      }
      Shape input = network.input();
      Map<String, ReceptiveFieldMap> maps =
          ReceptiveFieldMap.of(network, 4 * input.height(), 4 * input.width());
      network
          .receptiveFields()
          .forEach(
              (layer, field) -> {
                ReceptiveFieldMap map = Objects.requireNonNull(maps.get(layer));
                String where = network.name() + " " + layer;
                requireSeen(where, map.tops(), map.bottoms(), field.height(), input.height());
                requireSeen(where, map.lefts(), map.rights(), field.width(), input.width());
              });
    }
  }

  private static void requireSeen(String where, int[] firsts, int[] lasts, int field, int input) {
    int middle = firsts.length / 2;
    int seen = lasts[middle] - firsts[middle] + 1;
    assertThat(seen).as(where).isLessThanOrEqualTo(field);
    if (field < 3 * input) {
      assertThat(seen).as(where).isEqualTo(field);
    }
  }

  @Test
  void paddingIsNotSeenAndBranchesAreJoined() {
    Architecture network =
        new Architecture(
            "toy",
            new Shape(3, 8, 10),
            Preprocessing.unit(),
            List.of(
                new Node(
                    "wide",
                    new Convolution(1, Window.of(5, 2, 2)),
                    List.of("input"),
                    Elementary.RELU),
                new Node(
                    "narrow",
                    new Convolution(1, Window.of(1, 2, 0)),
                    List.of("input"),
                    Elementary.RELU),
                new Node("both", new Concat(), List.of("narrow", "wide"), Elementary.NONE),
                new Node("all", new GlobalAveragePool(), List.of("both"), Elementary.NONE)));

    Map<String, ReceptiveFieldMap> maps = ReceptiveFieldMap.of(network, 8, 10);

    ReceptiveFieldMap both = Objects.requireNonNull(maps.get("both"));
    assertThat(both.tops()).containsExactly(0, 0, 2, 4);
    assertThat(both.bottoms()).containsExactly(2, 4, 6, 7);
    assertThat(both.lefts()).containsExactly(0, 0, 2, 4, 6);
    assertThat(both.rights()).containsExactly(2, 4, 6, 8, 9);
    ReceptiveFieldMap all = Objects.requireNonNull(maps.get("all"));
    assertThat(all.tops()).containsExactly(0);
    assertThat(all.bottoms()).containsExactly(7);
    assertThat(all.rights()).containsExactly(9);
    ReceptiveFieldMap narrow = Objects.requireNonNull(maps.get("narrow"));
    assertThat(narrow.tops()).containsExactly(0, 2, 4, 6).isEqualTo(narrow.bottoms());
  }
}
