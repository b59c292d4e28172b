package phosphene.network.read.onnx;

/**
 * What the columns of a sequence stand for: some tokens, then the patches of a grid.
 *
 * @param first how many come before the grid
 */
record Tokens(int first, int height, int width) {}
