package phosphene.network.read.keras;

/**
 * What a layer of a Keras model gives.
 *
 * @param call which application of the layer, from 0
 * @param output which of the tensors that it gives, from 0
 */
record TensorRef(String layer, int call, int output) {}
