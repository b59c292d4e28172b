package phosphene.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.engine.TestEngines.Subject;
import phosphene.network.Network;
import phosphene.spec.Precision;

/** Which engines are held to the contract. */
class TestEnginesTest {
  private static final String REGISTRY = "META-INF/services/" + EngineKind.class.getName();

  @TempDir Path folder;

  @Test
  void everyKindOfTheProductThatRunsOnTheProcessorIsHeldToTheContract() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("src/main/resources").resolve(REGISTRY));

    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      EngineKind kind = (EngineKind) Class.forName(line.strip()).getConstructor().newInstance();
      boolean runs = kind.obstacle(new Device.Cpu(), Precision.F32).isEmpty();
      assertThat(names().contains(kind.name())).as(line).isEqualTo(runs);
    }
  }

  @Test
  void theKindsOfTestsAreNot() {
    List<String> ofTests =
        ServiceLoader.load(EngineKind.class).stream()
            .filter(kind -> TestKind.class.isAssignableFrom(kind.type()))
            .map(kind -> kind.get().name())
            .toList();

    assertThat(ofTests).contains("faulty", "held", "paced", "witnessed");
    assertThat(names()).doesNotContainAnyElementsOf(ofTests);
  }

  @Test
  void aNewKindTakesNoMoreThanItsLine() throws IOException {
    List<String> before = names();
    Path registry = folder.resolve(REGISTRY);
    Files.createDirectories(registry.getParent());
    Files.writeString(registry, Newcomer.class.getName() + "\n" + OfCards.class.getName() + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    try (URLClassLoader more = new URLClassLoader(new URL[] {folder.toUri().toURL()}, usual)) {
      thread.setContextClassLoader(more);

      assertThat(names()).containsAll(before).contains("newcomer").hasSize(before.size() + 1);
    } finally {
      thread.setContextClassLoader(usual);
    }
    assertThat(names()).isEqualTo(before);
  }

  private static List<String> names() {
    return TestEngines.onProcessor().stream().map(Subject::toString).toList();
  }

  /** Another kind, as one that comes with the product or with a plug-in. */
  public static final class Newcomer implements EngineKind {
    @Override
    public String name() {
      return "newcomer";
    }

    @Override
    public Suit suit(Device device) {
      return Suit.NAMED;
    }

    @Override
    public Optional<String> obstacle(Device device, Precision precision) {
      return Optional.empty();
    }

    @Override
    public String describe(Device device) {
      return "new";
    }

    @Override
    public Engine open(Network network, Device device, Precision precision) {
      return TestKind.usual(network, device, precision);
    }
  }

  /** One that does not run here. */
  public static final class OfCards implements EngineKind {
    @Override
    public String name() {
      return "of cards";
    }

    @Override
    public Suit suit(Device device) {
      return Suit.NAMED;
    }

    @Override
    public Optional<String> obstacle(Device device, Precision precision) {
      return device instanceof Device.Cuda ? Optional.empty() : Optional.of("no card");
    }

    @Override
    public String describe(Device device) {
      return "of cards";
    }

    @Override
    public Engine open(Network network, Device device, Precision precision) {
      throw new IllegalStateException("no test opens this");
    }
  }
}
