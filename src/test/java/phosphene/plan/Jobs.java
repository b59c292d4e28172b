package phosphene.plan;

import java.util.List;
import phosphene.network.Architecture;
import phosphene.network.Convolution;
import phosphene.network.Dense;
import phosphene.network.Layer;
import phosphene.network.MaxPool;
import phosphene.network.Node;
import phosphene.network.Preprocessing;
import phosphene.network.Shape;
import phosphene.network.Softmax;
import phosphene.network.Window;
import phosphene.network.activation.Elementary;
import phosphene.network.zoo.Networks;
import phosphene.spec.AtlasJob;
import phosphene.spec.Recipe;

/** Jobs and small networks to plan them for. */
final class Jobs {
  static final Architecture VGG19 = Networks.architecture("vgg19");

  private Jobs() {}

  /** An atlas with settings as on the command line. */
  static AtlasJob job(String... settings) {
    String text = "job: atlas\nnetwork: vgg19\noutput: out/x\n";
    return AtlasJob.FORM.read("x.yaml", text, List.of(settings));
  }

  /** An atlas with lines of a job file after its first three. */
  static AtlasJob file(String lines) {
    String text = "job: atlas\nnetwork: vgg19\noutput: out/x\n" + lines;
    return AtlasJob.FORM.read("x.yaml", text, List.of());
  }

  static Recipe recipe(String... settings) {
    return job(settings).rendering().recipe();
  }

  /** The plan of a job for a network whose digest is {@code d}. */
  static Plan plan(Architecture architecture, String... settings) {
    return Plan.of(job(settings), architecture, "d", List.of());
  }

  static Architecture network(int size, Node... nodes) {
    return new Architecture("toy", new Shape(3, size, size), Preprocessing.unit(), List.of(nodes));
  }

  static Node node(String name, Layer layer, String input) {
    return new Node(name, layer, List.of(input), Elementary.NONE);
  }

  /** Two convolutions with a pool between them: 4 and 6 filters. */
  static Architecture small() {
    return network(
        32,
        node("a", new Convolution(4, Window.of(3, 1, 1)), "input"),
        node("pool", new MaxPool(Window.of(2, 2, 0)), "a"),
        node("b", new Convolution(6, Window.of(3, 1, 1)), "pool"));
  }

  /** The same with a classifier of 5 classes. */
  static Architecture classifier() {
    return network(
        32,
        node("a", new Convolution(4, Window.of(3, 1, 1)), "input"),
        node("logits", new Dense(5), "a"),
        node("prob", new Softmax(), "logits"));
  }
}
