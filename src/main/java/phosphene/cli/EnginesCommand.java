package phosphene.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import phosphene.engine.Cards;
import phosphene.engine.Device;
import phosphene.engine.EngineKind;
import phosphene.engine.Engines;
import phosphene.spec.Precision;
import phosphene.spec.SpecException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says which engine runs on which device of this machine, and why others do not. */
@Command(
    name = "engines",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the engines by the devices of this machine: which one runs, in which precisions,",
      "and why another cannot. --conf spark.phosphene.engine=NAME chooses one."
    })
final class EnginesCommand implements Callable<Integer> {
  private static final String NOTE = "             %s%n";

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Device> devices = new ArrayList<>(List.of(new Device.Cpu()));
    Cards.ofThisMachine().list().forEach(card -> devices.add(new Device.Cuda(card.index())));
    Engines engines = Engines.known();
    devices.forEach(device -> print(engines, device, out));
    String asked = new SparkConf().get(Engines.SETTING, Engines.AUTO);
    out.printf(Locale.ROOT, "%s=%s:%n", Engines.SETTING, asked);
    for (Device device : devices) {
      out.printf(Locale.ROOT, "  %s: %s%n", device.name(), chosen(engines, asked, device));
    }
    out.flush();
    return ExitCode.DONE;
  }

  /** What runs on a device, or why nothing does. */
  private static String chosen(Engines engines, String asked, Device device) {
    try {
      return engines.kind(Optional.of(asked), device, Precision.F32).name();
    } catch (SpecException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void print(Engines engines, Device device, PrintWriter out) {
    out.println(device.name());
    for (EngineKind kind : engines.kinds(device)) {
      Optional<String> obstacle = kind.obstacle(device, Precision.F32);
      out.printf(
          Locale.ROOT,
          "  %-9s  %s%n",
          obstacle.isEmpty() ? word(kind.suit(device)) : "not here",
          kind.name());
      out.printf(Locale.ROOT, NOTE, obstacle.orElseGet(() -> kind.describe(device)));
      if (obstacle.isEmpty()) {
        out.printf(Locale.ROOT, NOTE, "bf16: " + bf16(kind, device));
      }
    }
    out.println();
  }

  private static String bf16(EngineKind kind, Device device) {
    return kind.obstacle(device, Precision.BF16)
        .map(reason -> "not here: " + reason)
        .orElseGet(() -> kind.remark(device, Precision.BF16).orElse("yes"));
  }

  private static String word(EngineKind.Suit suit) {
    return switch (suit) {
      case DEFAULT -> "default";
      case FALLBACK -> "fallback";
      case NAMED -> "by name";
    };
  }
}
