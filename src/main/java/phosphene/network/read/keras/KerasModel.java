package phosphene.network.read.keras;

import java.util.List;

/**
 * A model of Keras as its configuration describes it.
 *
 * @param layers in the file's order, which is that in which weights are counted
 * @param inputs what it takes, each the output of an InputLayer of its own
 * @param outputs what it gives
 */
record KerasModel(List<KerasLayer> layers, List<TensorRef> inputs, List<TensorRef> outputs) {
  KerasModel {
    layers = List.copyOf(layers);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
