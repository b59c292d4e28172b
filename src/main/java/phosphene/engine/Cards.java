package phosphene.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the driver for the cards of this machine, without loading anything that needs them. */
public final class Cards {
  private static final Logger LOG = LoggerFactory.getLogger(Cards.class);
  private static final int SECONDS = 30;

  private final String program;

  /**
   * The cards that a program lists.
   *
   * @param program that takes the arguments of {@code nvidia-smi}
   */
  public Cards(String program) {
    this.program = program;
  }

  public static Cards ofThisMachine() {
    return new Cards("nvidia-smi");
  }

  /** The card of an index; empty if it is not known, as where containers lack the program. */
  public Optional<Card> find(int index) {
    return list().stream().filter(card -> card.index() == index).findFirst();
  }

  /** All of them; none if there are none, or they are not known. */
  public List<Card> list() {
    try {
      Process process =
          new ProcessBuilder(program, "--query-gpu=index,name,compute_cap", "--format=csv,noheader")
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        LOG.warn("Cannot read the compute capability of cards: {} says {}", program, text.strip());
        return List.of();
      }
      return text.lines().flatMap(line -> Card.read(line).stream()).toList();
    } catch (IOException e) { // there is no such program
      LOG.info("Cannot read the compute capability of cards: {}", e.getMessage());
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
