package phosphene.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.engine.Card;
import phosphene.engine.Cards;
import phosphene.engine.nd4j.Nd4jKind.Backing;

/** What cards ND4J is let near. */
class CardsTest {
  @TempDir Path folder;

  @Test
  void cardsAreReadAsTheDriverListsThem() throws IOException {
    Cards cards = said("printf '0, NVIDIA A100-SXM4-40GB, 8.0\\n1, Tesla V100, rev 2, 7.0\\n'", 0);

    assertThat(cards.find(0)).contains(new Card(0, "NVIDIA A100-SXM4-40GB", 8, 0));
    assertThat(cards.find(1)).contains(new Card(1, "Tesla V100, rev 2", 7, 0));
    assertThat(cards.find(2)).isEmpty();
  }

  @Test
  void theDriverIsAskedForTheCapability() throws IOException {
    Cards cards =
        said(
            "[ \"$*\" = '--query-gpu=index,name,compute_cap --format=csv,noheader' ] && echo '0, T4, 7.5'",
            0);

    assertThat(cards.find(0)).contains(new Card(0, "T4", 7, 5));
  }

  @Test
  void aDriverThatDoesNotKnowTheQuestionTellsNoCard() throws IOException {
    assertThat(said("echo 'Field \"compute_cap\" is not a valid field to query.'", 2).find(0))
        .isEmpty();
    assertThat(new Cards(folder.resolve("none").toString()).find(0)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5,false",
    "3.7,true",
    "5.0,true",
    "5.2,true",
    "6.0,true",
    "6.1,true",
    "7.0,true",
    "7.5,true",
    "8.0,true",
    "8.6,true",
    "8.9,true",
    "9.0,false",
    "10.0,false",
    "12.0,false",
    "2.1,false",
    "4.0,false"
  })
  void nd4jHasMachineCodeForSomeCards(String capability, boolean runs) {
    Card card = Card.read("0, some card, " + capability).orElseThrow();

    assertThat(card.runsNd4j()).isEqualTo(runs);
    assertThat(card.capability()).isEqualTo(capability);
  }

  @Test
  void aCardThatNd4jWouldDieOnIsRefusedByName() {
    Optional<Card> h100 = Card.read("1, NVIDIA H100 80GB HBM3, 9.0");

    assertThat(Nd4jKind.obstacle(Backing.PRESENT, () -> h100))
        .hasValue(
            "nd4j-cuda-11.6 holds no machine code for the compute capability 9.0 of NVIDIA H100"
                + " 80GB HBM3 (must be 3.7, 5.x, 6.x, 7.x or 8.x)");
    Optional<Card> a100 = Card.read("1, NVIDIA A100, 8.0");
    assertThat(Nd4jKind.obstacle(Backing.PRESENT, () -> a100)).isEmpty();
    assertThat(Nd4jKind.obstacle(Backing.PRESENT, Optional::empty))
        .as("a container without nvidia-smi")
        .isEmpty();
  }

  private Cards said(String commands, int code) throws IOException {
    Path program = folder.resolve("nvidia-smi");
    Files.writeString(program, "#!/bin/sh\n" + commands + "\nexit " + code + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new Cards(program.toString());
  }
}
