package phosphene.network.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import phosphene.network.read.torch.StateDict;
import phosphene.spec.SpecException;

/** The files that belong to a network beside its main one, by their names relative to it. */
public final class Companions {
  private Companions() {}

  /**
   * Files that hold values of weights: all must be there, and the network's digest is of them too.
   *
   * @param main the file that a job names, on this machine
   * @return in the order in which they enter the digest
   * @throws SpecException if it cannot be read, or names one that lies elsewhere
   */
  public static List<String> values(Path main) {
    try {
      Path folder = main.resolveSibling("");
      List<Path> files = files(main);
      return files.subList(1, files.size()).stream()
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException e) {
      throw new SpecException("Cannot read " + main + ": " + WeightReader.reason(e), e);
    }
  }

  /** Files that may say what the network's input and classes are; they need not be there. */
  public static List<String> settings(Path main) {
    return ModelConfig.beside(main);
  }

  /** All files that hold values of weights, the main one first. */
  static List<Path> files(Path main) throws IOException {
    List<Path> files = new ArrayList<>(StateDict.files(main));
    return List.copyOf(files);
  }
}
