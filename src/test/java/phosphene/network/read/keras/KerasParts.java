package phosphene.network.read.keras;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static phosphene.network.read.keras.KerasModels.input;
import static phosphene.network.read.keras.KerasModels.part;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import phosphene.network.read.keras.KerasModels.Part;

/** Layers that the cases of {@link KerasLayersTest} are made of. */
final class KerasParts {
  static final Part IMAGE = input(7, 6, 3);
  static final String SAME = "'padding': 'same'";

  private KerasParts() {}

  static Part conv(String name, int filters, String from) {
    return part("Conv2D", name, "'filters': " + filters + ", 'kernel_size': [3, 3]", from)
        .with("kernel", 3, 3, 3, filters)
        .with("bias", filters);
  }

  static Part conv(String name, int filters, int rows, int columns, String more, String from) {
    String size = "'filters': " + filters + ", 'kernel_size': [" + rows + ", " + columns + "]";
    return part("Conv2D", name, more.isEmpty() ? size : size + ", " + more, from);
  }

  static Part dense(String name, int inputs, int units, String more, String from) {
    return part("Dense", name, "'units': " + units + more, from)
        .with("kernel", inputs, units)
        .with("bias", units);
  }

  static Part norm(Part part, int channels) {
    return part.with("gamma", channels).with("beta", channels);
  }

  static Part batch(String more, int channels, String from) {
    return norm(part("BatchNormalization", "b", more, from), channels)
        .with("moving_mean", channels)
        .with("moving_variance", channels);
  }

  static Arguments model(String name, List<Part> layers, double... expected) {
    List<Part> parts = Stream.concat(Stream.of(IMAGE), layers.stream()).toList();
    return arguments(name, parts, expected);
  }
}
