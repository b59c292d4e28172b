package phosphene.network.read.keras;

import phosphene.network.activation.Activation;

/** The reader of a layer that is a function of each value. */
interface FunctionReader {
  Activation read(Arguments arguments) throws UnsupportedLayerException;
}
