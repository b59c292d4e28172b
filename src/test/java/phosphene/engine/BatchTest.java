package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;
import phosphene.Deterministic;
import phosphene.Models;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.Tap;

/**
 * To the last bit, an image's values and gradient do not depend on the images that are computed
 * beside it.
 */
@Deterministic
@EveryEngine
class BatchTest {
  private static final int IMAGES = 8;
  private static final String VGG19 = "vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5";

  private final Subject subject;

  BatchTest(Subject subject) {
    this.subject = subject;
  }

  /**
   * Hashes of what one image gave: the values of its channel, the gradient of half their square.
   */
  private record Bits(int values, int gradient) {}

  private enum Way {
    WHOLE,
    FOCUSED;

    Session session(Engine engine, String layer, List<Integer> channels, int size) {
      Target target = new Target(layer, Tap.PRE); // a filter that does not fire has a gradient, too
      return this == WHOLE
          ? engine.open(List.of(target), new Batch(channels.size(), size, size))
          : engine.focus(target, channels, size, size);
    }
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "squeezenet, squeezenet-1.0.npz, conv1, 99",
    "squeezenet, squeezenet-1.0.npz, fire5, 99",
    "squeezenet, squeezenet-1.0.npz, fire9, 128",
    "squeezenet, squeezenet-1.0.npz, pool10, 128",
    "googlenet, googlenet.npz, inception_4c_output, 96",
    "googlenet, googlenet.npz, loss3_classifier, 64",
    "vgg19, " + VGG19 + ", block1_conv2, 40",
    "vgg19, " + VGG19 + ", block3_conv1, 40",
    "vgg19, " + VGG19 + ", block5_conv4, 64"
  })
  void anImageDoesNotKnowItsBatch(String name, String weights, String layer, int size) {
    try (Engine engine = subject.open(network(name, weights))) {
      for (Way way : Way.values()) {
        List<Bits> alone = bits(engine, way, layer, size, 1);
        // Random weights may leave a unit dead, and then its gradient is zero as another's is.
        assertThat(alone.stream().map(Bits::gradient).distinct()).hasSizeGreaterThan(IMAGES / 2);
        assertThat(bits(engine, way, layer, size, 3)).as("%s by 3", way).isEqualTo(alone);
        assertThat(bits(engine, way, layer, size, IMAGES)).as("%s by 8", way).isEqualTo(alone);
      }
    }
  }

  @Test
  void threadsOfOneEngineDoNotDisturbEachOther() throws Exception {
    Network network = network("squeezenet", "squeezenet-1.0.npz");
    List<List<Bits>> alone = new ArrayList<>();
    try (Engine engine = subject.open(network)) {
      for (Way way : Way.values()) {
        alone.add(bits(engine, way, "fire9", 96, 2));
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (Engine shared = subject.open(network)) {
      List<Callable<List<Bits>>> runs =
          IntStream.range(0, 6)
              .<Callable<List<Bits>>>mapToObj(
                  run -> () -> bits(shared, Way.values()[run % 2], "fire9", 96, 2))
              .toList();
      List<Future<List<Bits>>> results = threads.invokeAll(runs);
      for (int run = 0; run < runs.size(); run++) {
        assertThat(results.get(run).get()).isEqualTo(alone.get(run % 2));
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The bits of eight images, computed {@code batch} at a time; the last batch may be smaller. */
  private static List<Bits> bits(Engine engine, Way way, String layer, int size, int batch) {
    int pixels = 3 * size * size;
    float[] images = Toys.values(new SplittableRandom(11), IMAGES * pixels, 0, 1);
    List<Bits> bits = new ArrayList<>();
    for (int start = 0; start < IMAGES; start += batch) {
      int end = Math.min(IMAGES, start + batch);
      List<Integer> channels = IntStream.range(start, end).map(i -> 13 * i % 64).boxed().toList();
      try (Session session = way.session(engine, layer, channels, size)) {
        bits.addAll(
            run(session, channels, Arrays.copyOfRange(images, start * pixels, end * pixels)));
      }
    }
    return bits;
  }

  private static List<Bits> run(Session session, List<Integer> channels, float[] images) {
    List<Integer> values = new ArrayList<>();
    session.forward(images);
    for (int i = 0; i < channels.size(); i++) {
      TargetChannel channel = new TargetChannel(0, i, channels.get(i));
      float[] map = new float[session.shape(0).area()];
      session.read(channel, map);
      session.addGradient(channel, map);
      values.add(Arrays.hashCode(map));
    }
    float[] gradient = new float[images.length];
    session.backward(ReluRule.EXACT, gradient);
    int pixels = images.length / channels.size();
    return IntStream.range(0, channels.size())
        .mapToObj(
            i ->
                new Bits(
                    values.get(i),
                    Arrays.hashCode(Arrays.copyOfRange(gradient, i * pixels, (i + 1) * pixels))))
        .toList();
  }

  /** The published network, or one with random weights where there is none. */
  private static Network network(String name, String weights) {
    try {
      return Networks.open(name, Models.file(weights));
    } catch (TestAbortedException absent) {
      return Networks.random(name, 1);
    }
  }
}
