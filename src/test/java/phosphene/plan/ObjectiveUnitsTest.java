package phosphene.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.spec.AtlasJob;
import phosphene.spec.SpecException;

/** Which units objectives are of that name layers, units or files themselves. */
class ObjectiveUnitsTest {
  private static final String ROWS = "objective: {direction: {file: v.npy, layer: b}}\n";

  private static Plan plan(String lines, ObjectiveContents contents) {
    AtlasJob job = Jobs.file("recipe: {size: 32, transforms: none}\n" + lines);
    return Plan.of(
        job, Jobs.small(), "d", List.of(), Map.of(job.rendering().objective(), contents));
  }

  private static List<String> units(Plan plan) {
    return plan.tiles().stream().map(tile -> tile.unit().toString()).toList();
  }

  private static ObjectiveContents rows(String... digests) {
    return new ObjectiveContents("", List.of(digests));
  }

  @Test
  void theUnitsOfADirectionAreTheRowsOfItsFile() {
    assertThat(units(plan(ROWS, rows("x", "y", "z")))).containsExactly("b/0", "b/1", "b/2");
    assertThat(units(plan(ROWS + "units: 1-2", rows("x", "y", "z")))).containsExactly("b/1", "b/2");
  }

  @Test
  void theMeanOfPhotosIsOneUnit() {
    String photos = "objective: {direction: {photos: [a.png, b.png], layer: a}}";
    assertThat(units(plan(photos, new ObjectiveContents("x", List.of())))).containsExactly("a/0");
  }

  @Test
  void aJointTileIsThatOfItsDeepestUnit() {
    String joint = "objective: {joint: [{a/1: 0.9, b/2: 0.1}, {b/5: 1, b/3: 2}]}";
    assertThat(units(plan(joint, ObjectiveContents.NONE))).containsExactly("b/2", "b/3");
  }

  @Test
  void theUnitsOfACaricatureAreItsPhotosInEveryLayer() {
    String lines = "objective: {caricature: {photos: [a.png, b.png]}}\nlayers: [a, b]";
    assertThat(units(plan(lines, rows("x", "y")))).containsExactly("a/0", "a/1", "b/0", "b/1");
  }

  @Test
  void whatIsInAFileIsInTheKeyAndItsNameIsNot() {
    TileKey key = plan(ROWS, rows("x", "y")).tiles().get(1).key();
    assertThat(plan(ROWS, rows("other", "y")).tiles().get(1).key()).isEqualTo(key);
    assertThat(plan(ROWS, rows("x", "z")).tiles().get(1).key()).isNotEqualTo(key);
    String elsewhere = ROWS.replace("v.npy", "s3a://b/w.npz, name: vectors");
    assertThat(plan(elsewhere, rows("x", "y")).tiles().get(1).key()).isEqualTo(key);
    String power = ROWS.replace("layer: b", "layer: b, power: 1");
    assertThat(plan(power, rows("x", "y")).tiles().get(1).key()).isNotEqualTo(key);
  }

  @Test
  void severalPicturesAndWholeLayersCostMore() {
    String layer = "layers: b\n";
    double one = plan(layer, ObjectiveContents.NONE).tiles().size() * each(layer);
    assertThat(one).isPositive();
    assertThat(each("objective: {diversity: {pictures: 4}}\n" + layer))
        .isGreaterThan(4 * each(layer));
    assertThat(each("objective: {diversity: {pictures: 8}}\n" + layer))
        .isEqualTo(2 * each("objective: {diversity: {pictures: 4}}\n" + layer));
  }

  private static double each(String lines) {
    Plan plan = plan(lines, ObjectiveContents.NONE);
    return plan.cost(plan.tiles().get(0).group()).flop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objective: {joint: {a/1: 1, b/9: 1}} | Invalid objective.joint: b/9 (must be a channel between 0 and 5)
          objective: {joint: {a/1: 1, c/2: 1}} | Invalid objective.joint: c/2 (must be a layer of toy)
          objective: {joint: {a: 1, b/2: 1}} | Invalid objective.joint: a (must be a unit such as block4_conv1/223)
          objective: {joint: [{a/1: 1, b/2: 1}, {a/3: 1, b/2: 1}]} | Invalid objective.joint: b/2 (must be the deepest unit of one mix only)
          objective: {interpolation: {to: b/6}} | Invalid objective.interpolation.to: b/6 (must be a channel between 0 and 5)
          objective: {accentuation: {photo: p.png, layer: bb}} | Invalid objective.accentuation.layer: bb (must be a layer of toy (did you mean b?))
          objective: {direction: {file: v.npy, layer: c}} | Invalid objective.direction.layer: c (must be a layer of toy)
          """)
  void unitsThatAreNotThereAreRefused(String lines, String message) {
    assertThatThrownBy(() -> plan(lines, ObjectiveContents.NONE))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatAnObjectiveNamesItselfIsLeftOut() {
    assertThatThrownBy(() -> plan(ROWS + "layers: a", rows("x")))
        .hasMessage(
            "x.yaml:6: Invalid layers: a (must be left out with objective: direction, which names"
                + " its own)");
    assertThatThrownBy(
            () -> plan("objective: {joint: {a/1: 1, b/2: 1}}\nunits: 3", ObjectiveContents.NONE))
        .hasMessage(
            "x.yaml:6: Invalid units: 3 (must be left out with objective: joint, which names its"
                + " own)");
    assertThatThrownBy(() -> plan(ROWS + "units: 3", rows("x", "y", "z")))
        .hasMessageContaining("x.yaml:6: Invalid units: 3")
        .hasMessageContaining("the rows of v.npy");
  }
}
