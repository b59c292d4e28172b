package phosphene.primer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import phosphene.network.Architecture;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Seed;

/** Our two layers against Deeplearning4j's own, and a learner against what is stored of it. */
class GraphTest {
  private static final Architecture PRIMER = Networks.architecture(PrimerTraining.NETWORK);

  @Test
  void ourLayersComputeWhatDeeplearning4jsDo() {
    MultiLayerNetwork ours = small(true);
    MultiLayerNetwork theirs = small(false);
    theirs.setParam("0_W", ours.getParam("0_W").dup());
    theirs.setParam("3_W", ours.getParam("2_W").dup());
    theirs.setParam("7_W", ours.getParam("5_W").dup());
    DataSet batch = batch().data(48);
    double[] scores = new double[2];
    for (int step = 0; step < 3; step++) {
      ours.fit(batch);
      theirs.fit(batch);
      scores = new double[] {ours.score(), theirs.score()};
    }

    assertThat(scores[0]).isCloseTo(scores[1], within(1e-5));
    same(ours.getParam("0_W"), theirs.getParam("0_W"));
    same(ours.getParam("1_gamma"), theirs.getParam("1_gamma"));
    same(ours.getParam("1_beta"), theirs.getParam("1_beta"));
    same(ours.getParam("1_mean"), theirs.getParam("1_mean"));
    same(ours.getParam("1_var"), theirs.getParam("1_var"));
    same(ours.getParam("2_W"), theirs.getParam("3_W"));
    same(ours.output(batch.getFeatures()), theirs.output(batch.getFeatures()));
  }

  @Test
  void whatIsStoredAnswersAsTheLearnerDoes() {
    ComputationGraph learner = Graph.learner(PRIMER, new TrainingPlan(new Seed(1), 64, 8));
    for (int step = 0; step < 3; step++) {
      learner.fit(batch().data(48));
    }
    INDArray images = batch().images();
    ComputationGraph plain =
        Graph.plain(new Network(PRIMER, Graph.weights(learner, PRIMER), "", List.of()));

    same(plain.outputSingle(images), learner.outputSingle(images));
  }

  private static TrainingData.Batch batch() {
    return TrainingData.Batch.of(
        LongStream.range(0, 8).mapToObj(Examples.inTurn(new Seed(1))::at).toList(),
        PRIMER.preprocessing());
  }

  private static void same(INDArray found, INDArray expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.distance2(expected))
        .isCloseTo(0, within(1e-4 * Math.max(1, expected.norm2Number().doubleValue())));
  }

  private static MultiLayerNetwork small(boolean ours) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Sgd(0.05))
            .weightInit(WeightInit.RELU)
            .list();
    for (int block = 0; block < 2; block++) {
      ConvolutionLayer.Builder convolution =
          new ConvolutionLayer.Builder(3, 3)
              .padding(1, 1)
              .nOut(5)
              .hasBias(false)
              .activation(Activation.IDENTITY);
      if (ours) {
        list.layer(new OneDnnConvolution(convolution)).layer(new NormalizedRelu());
      } else {
        list.layer(convolution.build())
            .layer(
                new BatchNormalization.Builder()
                    .eps(NormalizedRelu.EPSILON)
                    .decay(0.98)
                    .useLogStd(false)
                    .build())
            .layer(new ActivationLayer(Activation.RELU));
      }
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            list.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(48)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(64, 64, 3))
                .build());
    network.init();
    return network;
  }
}
