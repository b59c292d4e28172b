package phosphene.network;

import java.util.List;
import java.util.stream.Stream;

/** What transformers are made of. */
final class AttentionCases {
  private static final int TOKENS = 12; // 3 x 4 patches

  private AttentionCases() {}

  static List<LayerCase> all() {
    return Stream.concat(
            Stream.of(1, 2, 6)
                .flatMap(heads -> Stream.of(scores(heads), values(heads), crossed(heads))),
            Stream.of(own(), grid()))
        .toList();
  }

  /** The patches of the image as a sequence of tokens of six channels. */
  private static LayerCase.Builder tokens() {
    return new LayerCase.Builder()
        .node("patches", new Convolution(6, Window.of(2, 2, 0)), "input")
        .node("tokens", new Regrid(1, TOKENS), "patches");
  }

  private static LayerCase.Builder projected() {
    return tokens()
        .node("queries", new Pointwise(6), "tokens")
        .node("keys", new Pointwise(6), "tokens")
        .node("values", new Pointwise(6), "tokens");
  }

  private static LayerCase scores(int heads) {
    return projected()
        .node(LayerCase.TARGET, new AttentionScores(heads, 0.7), "queries", "keys")
        .named("attention scores of " + heads + " heads");
  }

  private static LayerCase values(int heads) {
    return projected()
        .node("scores", new AttentionScores(heads, 0.7), "queries", "keys")
        .node("weights", new Softmax(), "scores")
        .node(LayerCase.TARGET, new AttentionValues(heads), "weights", "values")
        .named("attention values of " + heads + " heads");
  }

  /** Fewer keys than queries. */
  private static LayerCase crossed(int heads) {
    return projected()
        .node("fewer", new Crop(new Padding(0, 0, 2, 3), Extent.ONE), "keys")
        .node("taken", new Crop(new Padding(0, 0, 1, 4), Extent.ONE), "values")
        .node("scores", new AttentionScores(heads, 1), "queries", "fewer")
        .node(LayerCase.TARGET, new AttentionValues(heads), "scores", "taken")
        .named("attention of " + heads + " heads to fewer tokens");
  }

  /** A sequence that looks at itself. */
  private static LayerCase own() {
    return tokens()
        .node("scores", new AttentionScores(2, 1), "tokens", "tokens")
        .node(LayerCase.TARGET, new AttentionValues(2), "scores", "tokens")
        .named("attention to itself");
  }

  private static LayerCase grid() {
    return tokens()
        .node("class", new Constant(new Shape(6, 1, 1)))
        .node("sequence", new Concat(Axis.COLUMNS), "class", "tokens")
        .node(LayerCase.TARGET, new TokenGrid(1, 3, 4), "sequence")
        .named("grid of tokens behind a class token");
  }
}
