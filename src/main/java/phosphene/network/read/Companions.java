package phosphene.network.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import phosphene.network.Digest;
import phosphene.network.read.onnx.OnnxImport;
import phosphene.network.read.torch.StateDict;
import phosphene.spec.FileNames;
import phosphene.spec.SpecException;

/** The files that belong to a network beside its main one, by their names relative to it. */
public final class Companions {
  private Companions() {}

  /**
   * Files that hold values of weights: all must be there, and the network's digest is of them too.
   *
   * @param main the file that a job names, on this machine
   * @return in alphabetical order
   * @throws SpecException if it cannot be read, or names one that lies elsewhere
   */
  public static List<String> values(Path main) {
    try {
      return FileNames.onnx(main.toString()) ? besideOnnx(main) : StateDict.shards(main);
    } catch (IOException e) {
      throw new SpecException("Cannot read " + main + ": " + WeightReader.reason(e), e);
    }
  }

  private static List<String> besideOnnx(Path main) {
    Path folder = main.toAbsolutePath().getParent();
    return OnnxImport.companions(main.toAbsolutePath()).stream()
        .map(file -> String.valueOf(folder == null ? file : folder.relativize(file)))
        .toList();
  }

  /** Files that may say what the network's input and classes are; they need not be there. */
  public static List<String> settings(Path main) {
    return ModelConfig.beside(main);
  }

  /**
   * The digest of a network: the SHA-256 of its file; of several files that of a text, the digest
   * of the main one in a line, then in a line each a companion's digest and name.
   */
  public static String sha256(Path main) throws IOException {
    List<String> names = values(main);
    String first = Digest.SHA256.of(main);
    if (names.isEmpty()) {
      return first;
    }
    StringBuilder text = new StringBuilder(first).append('\n');
    for (String name : names) {
      Path file = main.resolveSibling(name);
      if (!Files.isRegularFile(file)) {
        throw new IOException("the file of its values is missing: " + name);
      }
      text.append(Digest.SHA256.of(file)).append(' ').append(name).append('\n');
    }
    return Digest.SHA256.of(text.toString());
  }
}
