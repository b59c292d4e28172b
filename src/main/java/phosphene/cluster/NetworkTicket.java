package phosphene.cluster;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.spark.SparkFiles;
import phosphene.network.Network;
import phosphene.network.Networks;
import phosphene.spec.NetworkRef;

/**
 * How an executor comes by the network: the file travels with the Spark job, and the executor reads
 * it as the driver did.
 *
 * @param name of a known network
 * @param detail the seed's text ({@code random:7}), or the name of the file in the Spark job
 * @param sha256 what the weights must have
 */
record NetworkTicket(Kind kind, String name, String detail, String sha256) implements Serializable {
  /** What a network is made from. */
  enum Kind {
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
      case RANDOM -> new NetworkRef(name, Optional.of(detail), "executor");
      case WEIGHTS -> new NetworkRef(name, Optional.of(SparkFiles.get(detail)), "executor");
      case MODEL -> new NetworkRef(SparkFiles.get(detail), Optional.empty(), "executor");
    };
  }
}
