package phosphene.engine.host;

import phosphene.network.Convolution;
import phosphene.network.Shape;
import phosphene.network.TransposedConvolution;
import phosphene.network.Weights;

/** Convolutions that ND4J has not, or does wrong: grouped, depthwise, dilated, transposed. */
final class HostConvolution {
  private HostConvolution() {}

  static HostLayer of(Convolution layer, Shape in, Weights weights) {
    int groups = layer.groups();
    KernelLoops loops =
        new KernelLoops(
            WindowTaps.of(layer.window(), in),
            groups,
            in.channels() / groups,
            layer.filters() / groups,
            weights.kernel());
    return new HostLayer() {
      @Override
      public void forward(float[][] inputs, float[] output) {
        KernelLoops.fill(output, weights.bias());
        loops.gather(inputs[0], output);
      }

      @Override
      public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
        loops.scatter(outputGradient, inputGradients[0]);
      }
    };
  }

  static HostLayer of(TransposedConvolution layer, Shape in, Shape out, Weights weights) {
    int groups = layer.groups();
    int filters = layer.filters() / groups;
    int channels = in.channels() / groups;
    KernelLoops loops =
        new KernelLoops(
            WindowTaps.of(layer.window(), out, in.height(), in.width()),
            groups,
            filters,
            channels,
            KernelLoops.exchanged(weights.kernel(), groups, filters, channels));
    return new HostLayer() {
      @Override
      public void forward(float[][] inputs, float[] output) {
        KernelLoops.fill(output, weights.bias());
        loops.scatter(inputs[0], output);
      }

      @Override
      public void backward(float[][] inputs, float[] outputGradient, float[][] inputGradients) {
        loops.gather(outputGradient, inputGradients[0]);
      }
    };
  }
}
