package phosphene.primer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer of a network as Deeplearning4j expects it from code that instantiates one. */
final class Started {
  private Started() {}

  /**
   * The layer with all that it needs to run.
   *
   * @param index of the layer in its network
   * @param parameters its part of the network's parameters
   * @param table views of that part by their names
   */
  static AbstractLayer<?> layer(
      AbstractLayer<?> layer,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      Map<String, INDArray> table) {
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(table);
    return layer;
  }
}
