package phosphene.network.read.keras;

import static phosphene.network.read.keras.KerasModels.part;
import static phosphene.network.read.keras.KerasParts.SAME;
import static phosphene.network.read.keras.KerasParts.batch;
import static phosphene.network.read.keras.KerasParts.conv;
import static phosphene.network.read.keras.KerasParts.dense;
import static phosphene.network.read.keras.KerasParts.model;
import static phosphene.network.read.keras.KerasParts.norm;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import phosphene.network.read.keras.KerasModels.Part;

/**
 * Normalizations and scales. Expected are the first value of the output, the last, the mean, and
 * the mean of values times cosines, of PyTorch in double precision.
 */
final class KerasNormCases {
  private KerasNormCases() {}

  static Stream<Arguments> norms() {
    Part point = conv("c", 4, 1, 1, "", "image").with("kernel", 1, 1, 3, 4).with("bias", 4);
    return Stream.of(
        model(
            "groupNormalization",
            List.of(
                point,
                norm(part("GroupNormalization", "g", "'groups': 2, 'epsilon': 0.01", "c"), 4)),
            -0.592694975,
            0.372546008,
            0.173835785,
            -0.0137462957),
        model(
            "instanceNormalization",
            List.of(
                point,
                part("GroupNormalization", "g", "'groups': -1, 'axis': 3, 'center': false", "c")
                    .with("gamma", 4)),
            -0.454371253,
            0.591266098,
            0,
            -0.0217087999),
        model(
            "layerNormalizationOfAll",
            List.of(
                part("LayerNormalization", "n", "'axis': [1, 2, 3]", "image")
                    .with("gamma", 7, 6, 3)
                    .with("beta", 7, 6, 3)),
            0.305199768,
            0.0617446695,
            -0.256042073,
            0.000649395655),
        model(
            "unitNormalization",
            List.of(part("UnitNormalization", "n", "'axis': [-1]", "image")),
            0.37942738,
            0.0990690307,
            -0.0582911306,
            0.000744723915),
        model(
            "flattenedNormalization",
            List.of(
                part("Flatten", "f", "", "image"),
                batch("'axis': -1", 126, "f"),
                dense("d", 126, 4, ", 'activation': 'softmax'", "b")),
            0.0789411407,
            0.481825346,
            0.25,
            -0.110712857),
        model(
            "normalizedVector",
            List.of(
                conv("c", 4, "image"),
                part("GlobalAveragePooling2D", "p", "", "c"),
                part("Dropout", "o", "'rate': 0.5", "p"),
                part("BatchNormalization", "b", "'scale': false, 'epsilon': 0.01", "o")
                    .with("beta", 4)
                    .with("moving_mean", 4)
                    .with("moving_variance", 4),
                dense("d", 4, 2, ", 'activation': 'sigmoid'", "b")),
            0.561092593,
            0.507720827,
            0.53440671,
            0.417707663),
        model(
            "layerScale",
            List.of(
                conv("c", 3, "image"),
                part("LayerScale", "s", "'init_values': 1e-06, 'projection_dim': 3", "c")
                    .with("gamma", 3)),
            -0.23441833,
            0.00239652585,
            -0.105869256,
            -0.00340382966),
        model(
            "scalingsWithin",
            List.of(
                conv("c", 3, 2, 2, "", "image").with("kernel", 2, 2, 3, 3).with("bias", 3),
                part("Normalization", "n", "'axis': [-1], 'mean': null, 'variance': null", "c")
                    .with("mean", 3)
                    .with("variance", 3)
                    .with("count"),
                part("Rescaling", "r", "'scale': [2.0, -0.5, 0.25], 'offset': -0.5", "n"),
                conv("e", 2, 3, 3, SAME, "r").with("kernel", 3, 3, 3, 2).with("bias", 2)),
            1.37337737,
            -0.608029131,
            0.508880971,
            0.0648386906));
  }
}
