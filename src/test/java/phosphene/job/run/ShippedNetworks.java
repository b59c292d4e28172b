package phosphene.job.run;

import java.util.List;
import phosphene.job.run.ShippedNetwork.Kind;
import phosphene.job.run.ShippedNetwork.Origin;
import phosphene.job.run.ShippedNetwork.Use;
import phosphene.network.Preprocessing;
import phosphene.spec.Precision;

/** Networks as executors get them. */
public final class ShippedNetworks {
  private ShippedNetworks() {}

  /** A known network with random weights, of which no test opens the weights. */
  public static ShippedNetwork random(String name, long seed) {
    return new ShippedNetwork(
        new Origin(Kind.RANDOM, name, Long.toString(seed)),
        List.of(),
        new Use(Preprocessing.unit(), List.of(), Precision.F32),
        "1");
  }
}
