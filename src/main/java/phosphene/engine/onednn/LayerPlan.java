package phosphene.engine.onednn;

import java.util.List;

/** How a layer is computed on oneDNN, for images of one size. */
interface LayerPlan {
  /** How the values of the output lie. */
  Format format();

  /** Adds what fills the output from the inputs. */
  void forward(Program program, List<Tensor> inputs, Tensor output);

  /**
   * Adds what fills the inputs' gradients (overwriting them) from the output's gradient.
   *
   * @param gradient of the output, in the output's format
   * @param inputGradients in the formats of the inputs
   */
  void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients);
}
