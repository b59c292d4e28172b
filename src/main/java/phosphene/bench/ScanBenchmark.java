package phosphene.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import phosphene.bench.LibtorchNetwork.Precision;
import phosphene.engine.Engine;
import phosphene.engine.Engines;
import phosphene.image.pixel.Raster;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Network;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.zoo.Networks;
import phosphene.scan.PhotoActivations;
import phosphene.scan.Scanner;

/**
 * Scans of images by the engine, with the figures of all units, against libtorch's forward pass
 * alone, in turns on the same images.
 *
 * @param network whose last layer is a convolution
 * @param threads native threads of libtorch
 */
public record ScanBenchmark(Network network, int threads) {

  /**
   * How it went.
   *
   * @param ours photos a second, figures of all units included, one for each round
   * @param theirs photos a second of libtorch's forward pass
   * @param distance the greatest relative difference of the means of the last layer's channels
   */
  public record Result(List<Double> ours, List<Double> theirs, double distance) {
    /** How many times as fast as libtorch: the median of the rounds' ratios. */
    public double ratio() {
      return Quantiles.of(
              IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) / theirs.get(i)).toList())
          .median();
    }
  }

  /** SqueezeNet up to its last convolution, with weights of no training: speed depends on none. */
  public static ScanBenchmark squeezenet(int threads) {
    Network whole = Networks.random("squeezenet", 1);
    Architecture cut = whole.architecture().cut(List.of("conv10"));
    return new ScanBenchmark(new Network(cut, whole.weights(), whole.sha256(), List.of()), threads);
  }

  /**
   * Measures {@code rounds} turns of each after one that does not count.
   *
   * @param home the project's folder
   * @throws PeerAbsentException if libtorch cannot be had
   */
  public Result run(int images, int rounds, Path home) throws PeerAbsentException {
    Architecture architecture = network.architecture();
    List<Raster> squares = squares(images, architecture.input());
    float[] input = input(squares, architecture);
    List<String> layers =
        architecture.nodes().stream()
            .filter(node -> node.layer() instanceof Convolution)
            .map(Node::name)
            .toList();
    try (LibtorchNetwork libtorch = LibtorchNetwork.start(network, Precision.FLOAT, home, threads);
        Engine engine = Engines.known().onProcessor(Optional.empty(), network);
        Scanner scanner =
            Scanner.open(engine, layers, Optional.empty(), Scanner.Keep.FIGURES, images)) {
      double distance =
          distance(
              scanner.scan(squares),
              libtorch.pass(input, images, architecture.input()).values(),
              layers.get(layers.size() - 1));
      List<Double> ours = new ArrayList<>();
      List<Double> theirs = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        long begin = System.nanoTime();
        scanner.scan(squares);
        ours.add(images / ((System.nanoTime() - begin) / 1e9));
        theirs.add(images / libtorch.pass(input, images, architecture.input()).seconds());
      }
      return new Result(ours, theirs, distance);
    }
  }

  private static List<Raster> squares(int images, Shape input) {
    SplittableRandom random = new SplittableRandom(1);
    List<Raster> squares = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      float[] planes = new float[3 * input.area()];
      for (int j = 0; j < planes.length; j++) {
        planes[j] = (float) random.nextDouble();
      }
      squares.add(new Raster(input.width(), input.height(), planes));
    }
    return squares;
  }

  /** The network's own input: planes in its order of colors, scaled, less the mean. */
  private static float[] input(List<Raster> squares, Architecture architecture) {
    Preprocessing preprocessing = architecture.preprocessing();
    int area = architecture.input().area();
    float[] input = new float[squares.size() * 3 * area];
    for (int i = 0; i < squares.size(); i++) {
      for (int c = 0; c < 3; c++) {
        int from = preprocessing.order().get(c) * area;
        float mean = preprocessing.mean().get(c).floatValue();
        float scale = (float) (255 * preprocessing.scale().get(c));
        for (int j = 0; j < area; j++) {
          input[(i * 3 + c) * area + j] = scale * squares.get(i).planes()[from + j] - mean;
        }
      }
    }
    return input;
  }

  private static double distance(List<PhotoActivations> ours, float[] theirs, String layer) {
    double worst = 0;
    for (int i = 0; i < ours.size(); i++) {
      float[] means = Objects.requireNonNull(ours.get(i).figures().get(layer)).means();
      int area = theirs.length / ours.size() / means.length;
      double norm = 0;
      double difference = 0;
      for (int c = 0; c < means.length; c++) {
        double sum = 0;
        for (int j = 0; j < area; j++) {
          sum += theirs[(i * means.length + c) * area + j];
        }
        norm += sum / area * (sum / area);
        difference += (means[c] - sum / area) * (means[c] - sum / area);
      }
      worst = Math.max(worst, Math.sqrt(difference / norm));
    }
    return worst;
  }
}
