package phosphene.engine.onednn;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import phosphene.engine.host.HostArrays;
import phosphene.engine.host.HostLayer;

/** A layer in plain Java, image by image: what oneDNN does not have. */
final class HostPlan implements LayerPlan {
  private final HostLayer layer;
  private final HostArrays arrays;

  HostPlan(HostLayer layer, HostArrays arrays) {
    this.layer = layer;
    this.arrays = arrays;
  }

  @Override
  public Format format() {
    return Format.PLAIN;
  }

  @Override
  public void forward(Program program, List<Tensor> inputs, Tensor output) {
    List<Tensor> plain = plain(program, inputs);
    for (int image = 0; image < output.images(); image++) {
      List<FloatBuffer> sources = values(plain, image);
      FloatBuffer target = output.values(image);
      program.host(() -> forward(sources, target));
    }
  }

  private void forward(List<FloatBuffer> sources, FloatBuffer target) {
    float[][] inputs = read(sources);
    float[] output = arrays.zeros(target.capacity());
    layer.forward(inputs, output);
    target.put(0, output);
    arrays.give(inputs);
    arrays.give(output);
  }

  @Override
  public void backward(
      Program program,
      List<Tensor> inputs,
      Tensor output,
      Tensor gradient,
      List<Tensor> inputGradients) {
    List<Tensor> plain = plain(program, inputs);
    List<Tensor> drafts = new ArrayList<>();
    for (Tensor inputGradient : inputGradients) {
      boolean itself = inputGradient.format().equals(Format.PLAIN);
      drafts.add(itself ? inputGradient : program.pass(inputGradient.shape(), Format.PLAIN));
    }
    for (int image = 0; image < gradient.images(); image++) {
      List<FloatBuffer> sources = values(plain, image);
      FloatBuffer outputGradient = gradient.values(image);
      List<FloatBuffer> targets = values(drafts, image);
      program.host(() -> backward(sources, outputGradient, targets));
    }
    for (int i = 0; i < drafts.size(); i++) {
      if (!inputGradients.get(i).format().equals(Format.PLAIN)) {
        program.copy(drafts.get(i), inputGradients.get(i));
      }
    }
  }

  private void backward(
      List<FloatBuffer> sources, FloatBuffer outputGradient, List<FloatBuffer> targets) {
    float[][] inputs = read(sources);
    float[] gradient = arrays.take(outputGradient.capacity());
    outputGradient.get(0, gradient);
    float[][] inputGradients = new float[inputs.length][];
    for (int i = 0; i < inputs.length; i++) {
      inputGradients[i] = arrays.zeros(inputs[i].length);
    }
    layer.backward(inputs, gradient, inputGradients);
    for (int i = 0; i < inputs.length; i++) {
      targets.get(i).put(0, inputGradients[i]);
    }
    arrays.give(inputs);
    arrays.give(inputGradients);
    arrays.give(gradient);
  }

  private static List<Tensor> plain(Program program, List<Tensor> tensors) {
    return tensors.stream().map(tensor -> program.in(Format.PLAIN, tensor)).toList();
  }

  private static List<FloatBuffer> values(List<Tensor> tensors, int image) {
    return tensors.stream().map(tensor -> tensor.values(image)).toList();
  }

  private float[][] read(List<FloatBuffer> sources) {
    float[][] values = new float[sources.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = arrays.take(sources.get(i).capacity());
      sources.get(i).get(0, values[i]);
    }
    return values;
  }
}
