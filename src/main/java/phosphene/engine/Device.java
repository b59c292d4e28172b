package phosphene.engine;

/** Where a network runs. */
public sealed interface Device {
  /** As rows write it, such as {@code cuda:3}. */
  String name();

  /** The processor itself. */
  record Cpu() implements Device {
    @Override
    public String name() {
      return "cpu";
    }
  }

  /**
   * A card of NVIDIA.
   *
   * @param index from 0, in the order of the bus, as {@code nvidia-smi} counts
   */
  record Cuda(int index) implements Device {
    public Cuda {
      if (index < 0) {
        throw new IllegalArgumentException(
            "Invalid index of a card: " + index + " (must be at least 0)");
      }
    }

    @Override
    public String name() {
      return "cuda:" + index;
    }
  }
}
