package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import phosphene.gallery.index.IndexTable;
import phosphene.job.JobKinds;
import picocli.CommandLine;

/** What the commands' help says of the kinds of jobs. */
class KindsHelpTest {
  @Test
  void queryNamesEveryTableAndVerifyEveryKeyOfAPlace() {
    String query =
        String.join(
            " ", new CommandLine(new QueryCommand()).getCommandSpec().usageMessage().description());
    assertThat(query.split("[^a-z_]+"))
        .contains(JobKinds.tables().stream().map(IndexTable::name).toArray(String[]::new));
    String set =
        String.join(
            " ",
            new CommandLine(new VerifyCommand())
                .getCommandSpec()
                .findOption("--set")
                .description());
    assertThat(set.split("[^a-z_]+")).contains(JobKinds.placeKeys().toArray(String[]::new));
  }
}
