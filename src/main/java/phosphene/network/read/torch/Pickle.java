package phosphene.network.read.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Files of Python's pickle, which run what they hold when they are loaded. They are never read:
 * their first bytes are enough to tell how a safetensors file is made of them.
 */
public final class Pickle {
  private static final int PROTOCOL = 0x80; // the opcode PROTO, since protocol 2
  private static final int LATEST = 5;

  private Pickle() {}

  /** True if a file is a pickle, or the ZIP archive that torch.save makes around one. */
  public static boolean is(Path path) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(4);
    }
    if (start.length < 4) {
      return false;
    }
    if ((start[0] & 0xff) == PROTOCOL && start[1] >= 2 && start[1] <= LATEST) {
      return true;
    }
    return start[0] == 'P' && start[1] == 'K' && start[2] == 3 && holdsPickle(path);
  }

  private static boolean holdsPickle(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return zip.stream()
          .map(ZipEntry::getName)
          .anyMatch(name -> name.matches("([^/]+/)?data\\.pkl"));
    } catch (IOException | IllegalArgumentException damaged) {
      return false; // whoever reads archives says so
    }
  }

  /** What a user is told of a pickle, for a message that names the file already. */
  public static String refusal(Path path) {
    String file = String.valueOf(path.getFileName());
    String stem = file.replaceFirst("\\.\\w+$", "");
    return String.format(
        Locale.ROOT,
        """
        it is a pickle of PyTorch, which can run any program when it is loaded, and is never read. \
        Make a safetensors file of it in Python (after: import torch, safetensors.torch):
          weights = torch.load("%s", map_location="cpu", weights_only=True)
          safetensors.torch.save_file({k: v.clone() for k, v in \
        weights.get("state_dict", weights).items()}, "%s.safetensors")
        or an ONNX file of the model that the weights were loaded into:
          torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), "%s.onnx")""",
        file,
        stem,
        stem);
  }
}
