package phosphene.network.read.keras;

import java.io.IOException;
import java.util.List;

/** The arrays of a Keras file, by the layers that own them. */
interface KerasArrays {
  /**
   * The arrays of one layer.
   *
   * @param place the layer, after the models that hold it, the outermost first
   */
  LayerArrays of(List<KerasLayer> place) throws IOException;
}
