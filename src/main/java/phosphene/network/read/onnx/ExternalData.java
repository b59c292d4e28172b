package phosphene.network.read.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;

/**
 * Where the values of a tensor lie that are kept beside the model (onnx.proto, {@code
 * external_data}).
 *
 * @param location a path relative to the model's folder, that does not lead out of it
 * @param offset bytes before the first value
 * @param length bytes, or -1 if the file does not say
 */
record ExternalData(String location, long offset, long length) {
  static ExternalData of(TensorProto tensor) {
    Map<String, String> entries = new HashMap<>();
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      entries.put(entry.getKey(), entry.getValue());
    }
    return new ExternalData(
        checked(entries.getOrDefault("location", "")),
        number(entries.getOrDefault("offset", "0"), "offset"),
        entries.containsKey("length") ? number(entries.getOrDefault("length", ""), "length") : -1);
  }

  /** The file beside {@code model}. */
  Path file(Path model) {
    try {
      Path beside = model.getFileSystem().getPath(location).normalize();
      if (beside.equals(model.getFileName())) {
        throw new OnnxException(
            "invalid location of its values: '" + location + "' (must not be the model itself)");
      }
      return model.resolveSibling(beside);
    } catch (InvalidPathException e) {
      throw new OnnxException(invalid(location), e);
    }
  }

  /** The bytes, little-endian; a reason if the file does not hold {@code wanted} of them. */
  ByteBuffer read(Path model, int wanted) {
    Path file = file(model);
    if (length >= 0 && length != wanted) {
      throw new OnnxException(
          "its values take " + wanted + " bytes, but " + length + " of " + location + " are named");
    }
    if (!Files.isRegularFile(file)) {
      throw new OnnxException("the file of its values is missing: " + location);
    }
    try (FileChannel channel = FileChannel.open(file)) {
      long size = channel.size();
      if (offset > size || size - offset < wanted) {
        throw new OnnxException(
            "the file of its values is too short: "
                + location
                + " has "
                + size
                + " bytes, but "
                + wanted
                + " from byte "
                + offset
                + " on are named");
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, offset, wanted)
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new OnnxException("cannot read " + location + ": " + e.getMessage(), e);
    }
  }

  private static String checked(String location) {
    List<String> parts = Arrays.asList(location.split("[/\\\\]", -1));
    boolean inside =
        !location.isBlank()
            && !parts.get(0).isEmpty()
            && parts.get(0).indexOf(':') < 0
            && !parts.contains("..");
    if (!inside) {
      throw new OnnxException(invalid(location));
    }
    return location;
  }

  private static String invalid(String location) {
    return "invalid location of its values: '"
        + location
        + "' (must be a path below the model's folder, without ..)";
  }

  private static long number(String text, String key) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new OnnxException("invalid " + key + " of its values: " + text, e);
    }
    throw new OnnxException("invalid " + key + " of its values: " + text + " (must be 0 or more)");
  }
}
