package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final List<String> LAYERS =
      List.of("block1_conv1", "block1_pool", "block2_conv1", "block2_conv2", "block3_conv1");
  private static final List<String> LABELS =
      List.of("tench", "crane", "tabby", "Egyptian_cat", "tiger cat", "crane", "Crane fly");

  @Test
  void allIsEverythingInItsOrder() {
    assertThat(new Selection.All().layers(LAYERS)).isEqualTo(LAYERS);
    assertThat(new Selection.All().channels("conv1", 3)).containsExactly(0, 1, 2);
    assertThat(new Selection.All().classes(List.of(), 2)).containsExactly(0, 1);
  }

  @Test
  void layersComeInTheOrderOfTheNetworkAndOnce() {
    assertThat(some("block2_*", "block1_conv1", "*_conv1").layers(LAYERS))
        .containsExactly("block1_conv1", "block2_conv1", "block2_conv2", "block3_conv1");
  }

  @Test
  void aStarStandsForAnyLettersAndNothingElseIsSpecial() {
    assertThat(some("*").layers(LAYERS)).isEqualTo(LAYERS);
    assertThat(some("*2_conv*").layers(LAYERS)).containsExactly("block2_conv1", "block2_conv2");
    refused(
        () -> some("block.*pool").layers(List.of("block1_pool", "b")),
        "layers",
        "block.*pool",
        "a layer; nearest: block1_pool, b");
    assertThat(some("a.b").layers(List.of("axb", "a.b"))).containsExactly("a.b");
  }

  @Test
  void aLayerThatIsNotThereBringsTheNearestNames() {
    refused(
        () -> some("block2_conv1", "block2_conv3").layers(LAYERS),
        "layers",
        "block2_conv3",
        "a layer; nearest: block2_conv2, block2_conv1, block1_conv1");
  }

  @Test
  void channelsAscendAndComeOnce() {
    assertThat(some("223", "0-3", "2-4", "511").channels("block4_conv1", 512))
        .containsExactly(0, 1, 2, 3, 4, 223, 511);
  }

  @Test
  void aChannelBeyondTheLayerIsRefused() {
    String rule = "between 0 and 511, the channels of block4_conv1";
    refused(() -> some("600").channels("block4_conv1", 512), "units", "600", rule);
    refused(() -> some("512").channels("block4_conv1", 512), "units", "512", rule);
    refused(() -> some("500-512").channels("block4_conv1", 512), "units", "500-512", rule);
    String large = "99999999999999999999";
    refused(() -> some(large).channels("block4_conv1", 512), "units", large, rule);
  }

  @Test
  void aNameIsNoChannel() {
    refused(
        () -> some("tench").channels("conv1", 64),
        "units",
        "tench",
        "a channel or a range, or these of a layer such as conv/0-63; only objective: class has"
            + " names");
  }

  @Test
  void classesAreNumbersRangesOrLabels() {
    assertThat(some("Egyptian_cat", "0-1", "6").classes(LABELS, 7)).containsExactly(0, 1, 3, 6);
    refused(() -> some("7").classes(LABELS, 7), "units", "7", "between 0 and 6, the classes");
  }

  @Test
  void aLabelThatIsEqualWinsThenOneInOtherLettersThenTheOnlyOneWithIt() {
    assertThat(some("crane").classes(LABELS, 7)).containsExactly(1, 5);
    assertThat(some("egyptian CAT").classes(LABELS, 7)).containsExactly(3);
    assertThat(some("tiger_cat").classes(LABELS, 7)).containsExactly(4);
    assertThat(some("tab").classes(LABELS, 7)).containsExactly(2);
    assertThat(some("*cat").classes(LABELS, 7)).containsExactly(3, 4);
  }

  @Test
  void aLabelThatIsUnknownOrOneOfManyIsRefused() {
    refused(
        () -> some("Egyptian_cta").classes(LABELS, 7),
        "units",
        "Egyptian_cta",
        "a class; nearest: Egyptian_cat, tench, tiger cat");
    refused(
        () -> some("cat").classes(LABELS, 7),
        "units",
        "cat",
        "one class, which of Egyptian_cat, tiger cat?");
    refused(
        () -> some("tench").classes(List.of(), 7),
        "units",
        "tench",
        "a class number: the network has no class names");
  }

  @Test
  void aSelectionOfNothingCannotBeMade() {
    assertThatThrownBy(() -> some())
        .isInstanceOf(SpecException.class)
        .hasMessage("Invalid selection: [] (must name at least one)");
  }

  private static Selection some(String... terms) {
    return new Selection.Some(
        Arrays.stream(terms).map(term -> new Selection.Term(term, "x.yaml:4")).toList());
  }

  private static void refused(ThrowingCallable action, String key, String term, String rule) {
    assertThatThrownBy(action)
        .isInstanceOf(SpecException.class)
        .hasMessage("x.yaml:4: Invalid " + key + ": " + term + " (must be " + rule + ")");
  }
}
