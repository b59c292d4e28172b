package phosphene.plan;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import phosphene.spec.Seed;

/**
 * What a tile is a pure function of, as a digest: network, unit, objective, recipe, seed and the
 * version of the format. It names the tile in the index and seeds its random draws.
 *
 * @param hex SHA-256 in 64 lower-case digits
 */
public record TileKey(String hex) implements Serializable {
  /** Changes whenever the same key would give another image. */
  public static final int FORMAT = 2;

  /**
   * The key of one tile.
   *
   * @param network SHA-256 of the weights
   * @param identity of what all tiles of the rendering share: preprocessing, objective, recipe,
   *     seed
   */
  public static TileKey of(String network, Unit unit, String identity) {
    String text =
        String.join(
            "\n",
            "phosphene tile " + FORMAT,
            network,
            unit.layer(),
            Integer.toString(unit.channel()),
            identity);
    return new TileKey(sha256(text));
  }

  /** The seed of the tile's own draws. */
  public Seed seed() {
    return new Seed(Long.parseUnsignedLong(hex, 0, 16, 16));
  }

  /** SHA-256 of a text's UTF-8 bytes in lower-case hex. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 in lower-case hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
