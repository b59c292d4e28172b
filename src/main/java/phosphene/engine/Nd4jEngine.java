package phosphene.engine;

import java.util.List;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import phosphene.network.Architecture;
import phosphene.network.Network;

/** A network on ND4J's CPU backend. */
public final class Nd4jEngine implements Engine {
  private final Network network;
  private final Constants constants;

  private Nd4jEngine(Network network) {
    this.network = network;
    this.constants = new Constants(network);
  }

  /** Opens {@code network}; its weights move to the device as sessions ask for them. */
  public static Engine open(Network network) {
    return new Nd4jEngine(network);
  }

  @Override
  public String name() {
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    return "nd4j-"
        + environment.getProperty("backend", "cpu").toLowerCase(java.util.Locale.ROOT)
        + " "
        + Nd4j.getBackend().buildInfo().lines().findFirst().orElse("")
        + " threads="
        + environment.get("omp.threads");
  }

  @Override
  public String device() {
    return "cpu";
  }

  @Override
  public Architecture architecture() {
    return network.architecture();
  }

  @Override
  public Session open(List<Target> targets, Batch batch) {
    return new Nd4jSession(network.architecture(), constants, targets, batch);
  }

  @Override
  public Session focus(Target target, List<Integer> channels, int height, int width) {
    return open(List.of(target), new Batch(channels.size(), height, width));
  }

  @Override
  public void close() {
    constants.close();
  }
}
