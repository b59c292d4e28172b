package phosphene.network.read.keras;

import static phosphene.network.read.keras.KerasModels.part;
import static phosphene.network.read.keras.KerasParts.SAME;
import static phosphene.network.read.keras.KerasParts.conv;
import static phosphene.network.read.keras.KerasParts.dense;
import static phosphene.network.read.keras.KerasParts.model;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import phosphene.network.read.keras.KerasModels.Part;

/**
 * Layers of several inputs, and nonlinearities. Expected are the first value of the output, the
 * last, the mean, and the mean of values times cosines, of PyTorch in double precision.
 */
final class KerasJoinCases {
  private KerasJoinCases() {}

  static Stream<Arguments> joins() {
    Part a = conv("a", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part b = conv("b", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part c = conv("c", 3, 3, 3, SAME, "image").with("kernel", 3, 3, 3, 3).with("bias", 3);
    Part inner =
        part("Functional", "inner", "", "image")
            .of(
                KerasModels.input("x", 7, 6, 3),
                conv("a", 4, 3, 3, "'activation': 'relu', " + SAME, "x")
                    .with("kernel", 3, 3, 3, 4)
                    .with("bias", 4),
                conv("b", 3, 1, 1, "", "a").with("kernel", 1, 1, 4, 3).with("bias", 3));
    return Stream.of(
        model(
            "merges",
            List.of(
                a,
                b,
                c,
                part("Average", "mean", "", "a", "b", "c"),
                part("Subtract", "less", "", "b", "c"),
                part("Maximum", "more", "", "mean", "less"),
                part("Multiply", "times", "", "a", "c"),
                part("Minimum", "least", "", "more", "times")),
            -0.112670741,
            -0.343723529,
            -0.233064853,
            -0.000730281537),
        model(
            "rowsJoined",
            List.of(
                conv("a", 2, 2, 2, "", "image").with("kernel", 2, 2, 3, 2).with("bias", 2),
                conv("b", 2, 3, 2, "", "image").with("kernel", 3, 2, 3, 2).with("bias", 2),
                part("Concatenate", "j", "'axis': 1", "a", "b")),
            0.157181839,
            -0.494875397,
            -0.28505841,
            0.00927910736),
        model(
            "broadcastAndChannels",
            List.of(
                conv("c", 4, "image"),
                part("GlobalMaxPooling2D", "g", "'keepdims': true", "c"),
                part("Add", "more", "", "c", "g"),
                part("Subtract", "less", "", "c", "g"),
                part("Concatenate", "j", "'axis': -1", "more", "less")),
            -0.927462089,
            -0.0261150896,
            -0.0627400061,
            -0.0127890657),
        model(
            "sharedLayer",
            List.of(
                conv("c", 3, 3, 3, "'activation': 'tanh', " + SAME, "image")
                    .with("kernel", 3, 3, 3, 3)
                    .with("bias", 3)
                    .again("c"),
                part("Add", "sum", "", "c", "c@1")),
            -0.22450533,
            -0.483340804,
            -0.378398564,
            -0.00169101092),
        model(
            "sharedModel",
            List.of(
                inner.again("inner"),
                part("Activation", "end", "'activation': 'linear'", "inner@1")),
            -0.439802206,
            -0.425865253,
            -0.453977228,
            -0.00182313478));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        model(
            "preluOfPositions",
            List.of(part("PReLU", "p", "'shared_axes': null", "image").with("alpha", 7, 6, 3)),
            0.272048503,
            0.0552460514,
            0.188278819,
            0.000382297087),
        model(
            "preluOfColumns",
            List.of(part("PReLU", "p", "'shared_axes': [1]", "image").with("alpha", 1, 6, 3)),
            0.272048503,
            0.0552460514,
            0.193600632,
            2.90887547e-05),
        model(
            "denseOfMap",
            List.of(
                dense("d", 3, 5, ", 'activation': 'gelu'", "image"),
                part("Softmax", "s", "'axis': -1", "d")),
            0.15146788,
            0.186092945,
            0.2,
            0.00089331033),
        model(
            "rectifiers",
            List.of(
                part("ReLU", "r", "'threshold': 0.2, 'max_value': null", "image"),
                conv("c", 3, 1, 1, "", "r").with("kernel", 1, 1, 3, 3).with("bias", 3),
                part("ELU", "u", "'alpha': 0.7", "c"),
                conv("e", 3, 1, 1, "", "u").with("kernel", 1, 1, 3, 3).with("bias", 3),
                part("LeakyReLU", "l", "'negative_slope': 0.15", "e")),
            0.217477623,
            0.34825665,
            0.30220933,
            0.00100947602),
        model(
            "activationObjects",
            List.of(
                conv(
                        "c",
                        4,
                        3,
                        3,
                        "'activation': {'class_name': 'LeakyReLU', 'config': {'name': 'l', 'alpha':"
                            + " 0.2}}",
                        "image")
                    .with("kernel", 3, 3, 3, 4)
                    .with("bias", 4),
                conv(
                        "e",
                        4,
                        1,
                        1,
                        "'activation': {'module': 'builtins', 'class_name': 'function', 'config':"
                            + " 'relu6', 'registered_name': 'function'}",
                        "c")
                    .with("kernel", 1, 1, 4, 4)
                    .with("bias", 4)),
            0.407857687,
            0,
            0.283621522,
            0.00319471824));
  }
}
