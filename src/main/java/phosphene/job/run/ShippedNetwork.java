package phosphene.job.run;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkFiles;
import phosphene.network.Network;
import phosphene.network.zoo.Networks;
import phosphene.spec.NetworkRef;
import phosphene.spec.PixelScale;

/**
 * How an executor comes by the network: the file travels with the Spark job, and the executor reads
 * it as the driver did.
 *
 * @param name of a known network
 * @param detail the seed's text ({@code random:7}), or the name of the file in the Spark job
 * @param pixels what a model takes; of no meaning for a known network
 * @param sha256 what the weights must have
 */
public record ShippedNetwork(
    Kind kind, String name, String detail, PixelScale pixels, String sha256)
    implements Serializable {
  /** What a network is made from. */
  public enum Kind {
    RANDOM,
    WEIGHTS,
    MODEL
  }

  /** Opens the network on an executor. */
  Network open() {
    Network network = Networks.resolve(ref(), Path.of(SparkFiles.getRootDirectory()));
    if (!network.sha256().equals(sha256)) {
      throw new IllegalStateException(
          "Cannot use weights of "
              + name
              + ": "
              + network.sha256()
              + " here, "
              + sha256
              + " on the driver");
    }
    return network;
  }

  private NetworkRef ref() {
    return switch (kind) {
      case RANDOM -> known(detail);
      case WEIGHTS -> known(SparkFiles.get(detail));
      case MODEL ->
          new NetworkRef(SparkFiles.get(detail), Optional.empty(), Optional.of(pixels), "executor");
    };
  }

  private NetworkRef known(String weights) {
    return new NetworkRef(name, Optional.of(weights), Optional.empty(), "executor");
  }
}
