package phosphene.engine.nd4j;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import phosphene.engine.host.HostArrays;
import phosphene.engine.host.HostLayer;
import phosphene.engine.host.HostLayers;
import phosphene.network.Layer;
import phosphene.network.Shape;

/** Runs a layer in plain Java on the images of a batch, each by itself. */
final class HostStep implements Step {
  private final HostLayer layer;
  private final NodeBuffers buffers;
  private final HostArrays arrays;

  private HostStep(HostLayer layer, NodeBuffers buffers, HostArrays arrays) {
    this.layer = layer;
    this.buffers = buffers;
    this.arrays = arrays;
  }

  static HostStep of(Layer layer, NodeBuffers buffers) {
    HostArrays arrays = buffers.session().heap();
    List<Shape> inputs = buffers.inputs().stream().map(NodeBuffers::shape).toList();
    return new HostStep(
        HostLayers.of(layer, inputs, buffers::hostWeights, arrays), buffers, arrays);
  }

  @Override
  public void forward() {
    for (int image = 0; image < buffers.output().size(0); image++) {
      float[][] inputs = read(buffers.inputs(), image);
      float[] output = arrays.zeros(size(buffers.output()));
      layer.forward(inputs, output);
      HostTransfer.copy(output, buffers.output(), image);
      arrays.give(inputs);
      arrays.give(output);
    }
  }

  @Override
  public void backward() {
    List<INDArray> gradients = buffers.inputGradients();
    for (int image = 0; image < buffers.output().size(0); image++) {
      float[][] inputs = read(buffers.inputs(), image);
      float[] outputGradient = arrays.take(size(buffers.output()));
      HostTransfer.copy(buffers.outputGradient(), image, outputGradient);
      float[][] inputGradients = new float[inputs.length][];
      for (int i = 0; i < inputs.length; i++) {
        inputGradients[i] = arrays.zeros(inputs[i].length);
      }
      layer.backward(inputs, outputGradient, inputGradients);
      for (int i = 0; i < inputs.length; i++) {
        HostTransfer.copy(inputGradients[i], gradients.get(i), image);
      }
      arrays.give(inputs);
      arrays.give(inputGradients);
      arrays.give(outputGradient);
    }
  }

  private float[][] read(List<INDArray> batches, int image) {
    float[][] values = new float[batches.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = arrays.take(size(batches.get(i)));
      HostTransfer.copy(batches.get(i), image, values[i]);
    }
    return values;
  }

  private static int size(INDArray batch) {
    return NodeBuffers.shape(batch).size();
  }

  @Override
  public void close() {}
}
