package phosphene.job.run;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.SparkFiles;
import phosphene.network.Network;
import phosphene.network.Preprocessing;
import phosphene.network.zoo.Networks;
import phosphene.spec.Precision;

/**
 * How an executor comes by the network: its files travel with the Spark job, and the executor reads
 * them as the driver did.
 *
 * @param companions the files beside the main one
 * @param use what the driver knows of the network beside its files
 * @param sha256 what the weights must have
 */
public record ShippedNetwork(Origin origin, List<Companion> companions, Use use, String sha256)
    implements Serializable {
  /** What a network is made from. */
  public enum Kind {
    RANDOM,
    WEIGHTS,
    MODEL
  }

  /**
   * Where the network comes from.
   *
   * @param name of a known network
   * @param detail the seed's text ({@code random:7}), or the name of the main file in the Spark job
   */
  public record Origin(Kind kind, String name, String detail) implements Serializable {}

  /**
   * A file beside the main one.
   *
   * @param relative its name as the main file has it
   * @param shipped its name in the Spark job
   */
  public record Companion(String relative, String shipped) implements Serializable {}

  /**
   * How the network sees pixels, what its classes are called, and what it is computed in.
   *
   * @param labels none if they are unknown
   */
  public record Use(Preprocessing preprocessing, List<String> labels, Precision precision)
      implements Serializable {
    public Use {
      labels = List.copyOf(labels);
    }

    static Use of(Network network) {
      return new Use(network.architecture().preprocessing(), network.labels(), Precision.F32);
    }
  }

  public ShippedNetwork {
    companions = List.copyOf(companions);
  }

  /** The same network in another precision. */
  public ShippedNetwork in(Precision precision) {
    Use other = new Use(use.preprocessing(), use.labels(), precision);
    return new ShippedNetwork(origin, companions, other, sha256);
  }

  /** Opens the network on an executor. */
  Network open() {
    Network network = read().with(use.preprocessing()).labelled(use.labels());
    if (!network.sha256().equals(sha256)) {
      throw new IllegalStateException(
          "Cannot use weights of "
              + origin.name()
              + ": "
              + network.sha256()
              + " here, "
              + sha256
              + " on the driver");
    }
    return network;
  }

  private Network read() {
    return switch (origin.kind()) {
      case RANDOM ->
          Networks.random(origin.name(), Networks.randomSeed(origin.detail()).orElseThrow());
      case WEIGHTS -> Networks.open(origin.name(), main());
      case MODEL -> Networks.importModel(main());
    };
  }

  /** The main file, with its companions beside it where it has some. */
  private Path main() {
    Path main = Path.of(SparkFiles.get(origin.detail()));
    if (companions.isEmpty()) {
      return main;
    }
    try {
      Path folder = Files.createTempDirectory(main.toAbsolutePath().getParent(), "network");
      for (Companion companion : companions) {
        Path place = folder.resolve(companion.relative());
        Files.createDirectories(place.getParent());
        NetworkFiles.linked(place, Path.of(SparkFiles.get(companion.shipped())));
      }
      return NetworkFiles.linked(folder.resolve(origin.detail()), main);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make a folder of a network: " + e.getMessage(), e);
    }
  }
}
