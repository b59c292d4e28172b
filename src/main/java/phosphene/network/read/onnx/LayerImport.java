package phosphene.network.read.onnx;

/** What an operator becomes in the network where it reads values that depend on the image. */
@FunctionalInterface
interface LayerImport {
  /**
   * Adds the layers and puts views of the outputs.
   *
   * @throws OnnxException if there is no layer for these inputs and attributes
   */
  void apply(Step step);
}
