package phosphene.engine.onednn;

import java.util.Optional;
import phosphene.engine.Device;
import phosphene.engine.Engine;
import phosphene.engine.EngineKind;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** oneDNN itself, on the processor. */
public final class OneDnnKind implements EngineKind {
  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Suit suit(Device device) {
    return device instanceof Device.Cpu ? Suit.DEFAULT : Suit.NAMED;
  }

  @Override
  public Optional<String> obstacle(Device device, Precision precision) {
    if (!(device instanceof Device.Cpu)) {
      return Optional.of("it runs on processors only");
    }
    Optional<String> library = OneDnn.obstacle();
    if (library.isPresent()) {
      return library;
    }
    boolean computed =
        precision == Precision.F32 || OneDnn.instructions().atLeast(Instructions.AVX512_BF16);
    return computed
        ? Optional.empty()
        : Optional.of(
            "the processor has neither AMX nor AVX512_BF16, which bf16 takes (leave"
                + " recipe.precision away)");
  }

  @Override
  public Optional<String> remark(Device device, Precision precision) {
    boolean known = precision != Precision.F32 && obstacle(device, precision).isEmpty();
    return !known || OneDnn.instructions().atLeast(Instructions.AMX)
        ? Optional.empty()
        : Optional.of(
            "bf16 gains little on this processor: it has AVX512_BF16, not AMX, and f32 by"
                + " Winograd's algorithm is as fast where that applies");
  }

  @Override
  public String describe(Device device) {
    return OneDnn.describe();
  }

  @Override
  public Engine open(Network network, Device device, Precision precision) {
    return new OneDnnEngine(network, precision);
  }
}
