package phosphene.spec;

import java.util.List;
import java.util.Locale;

/** What the end of a file's name says of the network in it: the one place that knows. */
public final class FileNames {
  private static final List<String> MODELS = List.of(".onnx", ".keras", ".h5", ".zip");
  private static final List<String> WEIGHTS =
      List.of(".safetensors", ".safetensors.index.json", ".npz", ".caffemodel");
  private static final List<String> PICKLES = List.of(".pt", ".pth", ".bin", ".pkl", ".ckpt");

  private FileNames() {}

  /** The rule for names of models, in messages. */
  public static String models() {
    return Scalars.oneOf(MODELS);
  }

  /** True if a path or URI names a whole model, and no network of the catalogue. */
  public static boolean model(String place) {
    return ends(place, MODELS);
  }

  /** True if a path or URI names a model of ONNX. */
  public static boolean onnx(String place) {
    return ends(place, List.of(".onnx"));
  }

  /** True if a path or URI names a file of weights alone, whose network must be named too. */
  public static boolean weights(String place) {
    return ends(place, WEIGHTS);
  }

  /**
   * True if a path or URI names weights of PyTorch, which anybody may have trained on any pixels.
   */
  public static boolean trained(String place) {
    return ends(place, List.of(".safetensors", ".safetensors.index.json"));
  }

  /** True if a path or URI names a pickle of Python, as PyTorch writes them. */
  public static boolean pickle(String place) {
    return ends(place, PICKLES);
  }

  private static boolean ends(String place, List<String> ends) {
    String name = place.toLowerCase(Locale.ROOT);
    return ends.stream().anyMatch(name::endsWith);
  }
}
