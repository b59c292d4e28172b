package phosphene.engine.nd4j;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import phosphene.engine.Card;
import phosphene.engine.Cards;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/**
 * ND4J, on the processor or on a card. What a card cannot do is refused before ND4J loads: its CUDA
 * backend counts cards, takes one that it has no machine code for, and fails at some later call.
 */
public final class Nd4jKind implements EngineKind {
  private static final Logger LOG = LoggerFactory.getLogger(Nd4jKind.class);
  private static final String CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";

  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public Suit suit(Device device) {
    return device instanceof Device.Cpu ? Suit.FALLBACK : Suit.DEFAULT;
  }

  @Override
  public Optional<String> obstacle(Device device, Precision precision) {
    if (precision != Precision.F32) {
      return Optional.of("it computes in f32 only");
    }
    if (device instanceof Device.Cuda cuda) {
      Optional<String> missing =
          obstacle(cudaOnClassPath(), () -> Cards.ofThisMachine().find(cuda.index()));
      return missing.isPresent() ? missing : Backend.obstacle(device);
    }
    return Backend.obstacle(device);
  }

  @Override
  public String describe(Device device) {
    return Backend.describe();
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    return Nd4jEngine.open(network, device);
  }

  /**
   * Why ND4J would fail on a card.
   *
   * @param backend whether ND4J's CUDA backend is on the class path
   * @param asked for the card, if there is a backend; empty if it is not known
   */
  static Optional<String> obstacle(Backing backend, Supplier<Optional<Card>> asked) {
    if (backend == Backing.ABSENT) {
      return Optional.of(
          "ND4J's CUDA backend is not on the class path (put nd4j-cuda-11.6 there, as"
              + " deploy/kubernetes/Dockerfile.cuda does, or ask Spark for no GPUs)");
    }
    Optional<Card> card = asked.get();
    if (card.isEmpty()) {
      LOG.warn(
          "Cannot tell whether ND4J runs on a card: nvidia-smi knows no such card ({})", Card.RULE);
    }
    return card.filter(known -> !known.runsNd4j())
        .map(
            known ->
                String.format(
                    Locale.ROOT,
                    "nd4j-cuda-11.6 holds no machine code for the compute capability %s of %s (%s)",
                    known.capability(),
                    known.name(),
                    Card.RULE));
  }

  /** Whether the CUDA backend is there. */
  enum Backing {
    PRESENT,
    ABSENT
  }

  private static Backing cudaOnClassPath() {
    try {
      Class.forName(CUDA, false, Nd4jKind.class.getClassLoader());
      return Backing.PRESENT;
    } catch (ClassNotFoundException e) {
      return Backing.ABSENT;
    }
  }
}
