package phosphene.gallery.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The length and digest of an object, by which it is compared.
 *
 * @param sha256 of its bytes, lower-case hex
 */
public record Fingerprint(long bytes, String sha256) {
  /** Of all that a stream still has; holds little of it at a time. */
  static Fingerprint of(InputStream in) throws IOException {
    try {
      DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"));
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int read = digested.read(buffer); read >= 0; read = digested.read(buffer)) {
        bytes += read;
      }
      return new Fingerprint(bytes, HexFormat.of().formatHex(digested.getMessageDigest().digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
