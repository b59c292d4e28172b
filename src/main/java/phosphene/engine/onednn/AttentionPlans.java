package phosphene.engine.onednn;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import phosphene.network.AttentionScores;
import phosphene.network.AttentionValues;

/** The two products of attention, all heads of an image together, image by image. */
final class AttentionPlans {
  private AttentionPlans() {}

  private static void each(Tensor tensor, IntConsumer image) {
    IntStream.range(0, tensor.images()).forEach(image);
  }

  /** Queries by keys. */
  record Scores(AttentionScores layer) implements LayerPlan {
    @Override
    public Format format() {
      return Format.PLAIN;
    }

    private Matrices tokens(Tensor tensor, int image) {
      return Matrices.tokens(tensor, image, layer.heads());
    }

    @Override
    public void forward(Program program, List<Tensor> inputs, Tensor output) {
      Tensor queries = program.in(Format.PLAIN, inputs.get(0));
      Tensor keys = program.in(Format.PLAIN, inputs.get(1));
      each(
          output,
          i ->
              tokens(queries, i)
                  .times(program, tokens(keys, i).turned(), scale(), Matrices.looks(output, i)));
    }

    private float scale() {
      return (float) layer.scale();
    }

    @Override
    public void backward(
        Program program,
        List<Tensor> inputs,
        Tensor output,
        Tensor gradient,
        List<Tensor> inputGradients) {
      Tensor queries = program.in(Format.PLAIN, inputs.get(0));
      Tensor keys = program.in(Format.PLAIN, inputs.get(1));
      program.out(
          Format.PLAIN,
          inputGradients.get(0),
          byQueries ->
              each(
                  byQueries,
                  i ->
                      Matrices.looks(gradient, i)
                          .times(program, tokens(keys, i), scale(), tokens(byQueries, i))));
      program.out(
          Format.PLAIN,
          inputGradients.get(1),
          byKeys ->
              each(
                  byKeys,
                  i ->
                      Matrices.looks(gradient, i)
                          .turned()
                          .times(program, tokens(queries, i), scale(), tokens(byKeys, i))));
    }
  }

  /** Weights by values. */
  record Values(AttentionValues layer) implements LayerPlan {
    @Override
    public Format format() {
      return Format.PLAIN;
    }

    private Matrices tokens(Tensor tensor, int image) {
      return Matrices.tokens(tensor, image, layer.heads());
    }

    @Override
    public void forward(Program program, List<Tensor> inputs, Tensor output) {
      Tensor weights = program.in(Format.PLAIN, inputs.get(0));
      Tensor values = program.in(Format.PLAIN, inputs.get(1));
      each(
          output,
          i -> Matrices.looks(weights, i).times(program, tokens(values, i), 1, tokens(output, i)));
    }

    @Override
    public void backward(
        Program program,
        List<Tensor> inputs,
        Tensor output,
        Tensor gradient,
        List<Tensor> inputGradients) {
      Tensor weights = program.in(Format.PLAIN, inputs.get(0));
      Tensor values = program.in(Format.PLAIN, inputs.get(1));
      program.out(
          Format.PLAIN,
          inputGradients.get(0),
          byWeights ->
              each(
                  byWeights,
                  i ->
                      tokens(gradient, i)
                          .times(
                              program,
                              tokens(values, i).turned(),
                              1,
                              Matrices.looks(byWeights, i))));
      program.out(
          Format.PLAIN,
          inputGradients.get(1),
          byValues ->
              each(
                  byValues,
                  i ->
                      Matrices.looks(weights, i)
                          .turned()
                          .times(program, tokens(gradient, i), 1, tokens(byValues, i))));
    }
  }
}
