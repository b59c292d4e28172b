package phosphene.primer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deeplearning4j's convolution with its own oneDNN helper. M2.1 looks for the helper's support in a
 * class that no longer exists, and so never takes it: im2col and gemm train nine times slower.
 */
final class OneDnnConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1;

  /** For the reader of checkpoints. */
  @SuppressWarnings("unused")
  private OneDnnConvolution() {}

  OneDnnConvolution(ConvolutionLayer.Builder builder) {
    super(builder);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return Started.layer(
        new Helped(conf, type),
        listeners,
        index,
        parameters,
        initializer().init(conf, parameters, initialize));
  }

  private static final class Helped
      extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
    private static final long serialVersionUID = 1;

    Helped(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
      helper = new MKLDNNConvHelper(type);
    }
  }
}
