package phosphene.spec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objectives that no job can have. */
class ObjectiveMistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          objective: direction | Invalid objective: direction (must be a mapping of direction to [file, name, photos, layer, measure, power])
          objective: {direction: {file: v.npy}} | Missing key: objective.direction.layer
          objective: {direction: {layer: a}} | Invalid objective.direction.file: none (must be given, or else photos)
          objective: {direction: {file: v.npy, photos: p.png, layer: a}} | Invalid objective.direction.file: v.npy (must be given, or else photos)
          objective: {direction: {photos: p.png, name: v, layer: a}} | Invalid objective.direction.name: v (must be that of an array of a file)
          objective: {direction: {file: v.npy, layer: a, power: 9}} | Invalid objective.direction.power: 9 (must be between 0 and 8)
          objective: {direction: {file: v.npy, layer: a, measure: angle}} | Invalid objective.direction.measure: angle (must be dot or cosine)
          objective: {neuron: {x: 1.5}} | Invalid objective.neuron.x: 1.5 (must be between 0 and 1)
          objective: {diversity: {pictures: 1}} | Invalid objective.diversity.pictures: 1 (must be between 2 and 16)
          objective: {diversity: {weight: 0}} | Invalid objective.diversity.weight: 0 (must be more than 0)
          objective: {interpolation: {to: b}} | Invalid objective.interpolation.to: b (must be a unit such as block4_conv1/223)
          objective: {interpolation: {}} | Missing key: objective.interpolation.to
          objective: {caricature: {photos: []}} | Invalid objective.caricature.photos: [] (must be at least one photo)
          objective: {accentuation: {photo: p.png}} | Missing key: objective.accentuation.layer
          objective: {joint: {a/1: -1}} | Invalid mix weight: -1 (must be more than 0)
          objective: neurone | Invalid objective: neurone (must be channel, neuron, class, direction, joint, diversity, interpolation, caricature, accentuation or inversion)
          """)
  void mistakesAreNamedWithTheirLine(String line, String message) {
    assertThatThrownBy(() -> read(line))
        .isInstanceOf(SpecException.class)
        .hasMessage("x.yaml:4: " + message);
  }

  @ParameterizedTest
  @CsvSource({"caricature", "inversion"})
  void whatCannotBeLoweredIsNot(String kind) {
    assertThatThrownBy(() -> read("objective: {" + kind + ": {photos: p.png}}\nnegative: true"))
        .hasMessage("x.yaml:5: Invalid negative: true (must be false with " + kind + ")");
  }

  private static AtlasJob read(String lines) {
    String text = "job: atlas\nnetwork: vgg19\noutput: out/x\n" + lines;
    return AtlasJob.FORM.read("x.yaml", text, java.util.List.of());
  }
}
