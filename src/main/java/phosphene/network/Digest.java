package phosphene.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A hash function whose values appear in lower-case hexadecimal. */
public enum Digest {
  MD5("MD5"),
  SHA1("SHA-1"),
  SHA256("SHA-256");

  private static final int CHUNK = 1 << 16;

  private final String algorithm;

  Digest(String algorithm) {
    this.algorithm = algorithm;
  }

  /** The digest of a file's bytes, which are streamed. */
  public String of(Path file) throws IOException {
    MessageDigest digest = start();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The digest of a text's UTF-8 bytes. */
  public String of(String text) {
    return HexFormat.of().formatHex(start().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The digest of weights: of every layer, in the order of their names, the name, the kernel and
   * the bias as little-endian floats.
   */
  public String of(Map<String, Weights> weights) {
    MessageDigest digest = start();
    new TreeMap<>(weights)
        .forEach(
            (name, values) -> {
              digest.update(name.getBytes(StandardCharsets.UTF_8));
              update(digest, values.kernel());
              update(digest, values.bias());
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The name by which standards call it, such as {@code SHA-256}. */
  @Override
  public String toString() {
    return algorithm;
  }

  private MessageDigest start() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + algorithm, e);
    }
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      if (!bytes.hasRemaining()) {
        digest.update(bytes.flip());
        bytes.clear();
      }
      bytes.putFloat(value);
    }
    digest.update(bytes.flip());
  }
}
