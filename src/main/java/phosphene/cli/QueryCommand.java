package phosphene.cli;

import java.util.concurrent.Callable;
import phosphene.cluster.GalleryQuery;
import phosphene.cluster.QueryResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a gallery's index. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description =
        "Runs Spark SQL over the index of a gallery: tables tiles, dreams, frames, scans, natural.",
    footer = {
      "",
      "Try: phosphene query out/vgg19 \"SELECT layer, count(*) FROM tiles GROUP BY layer\""
    })
final class QueryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "GALLERY", description = "A path or URI.")
  String gallery = "";

  @Parameters(
      index = "1",
      paramLabel = "SQL",
      description = "A SELECT over the tables of the index.")
  String sql = "";

  @Option(names = "--json", description = "One JSON object a line instead of a table.")
  boolean json;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    GalleryQuery.check(sql);
    try (QuietSpark quiet = QuietSpark.begin();
        GalleryQuery query = GalleryQuery.open(gallery)) {
      QueryResult result = query.ask(sql);
      (json ? result.json() : result.table())
          .forEachRemaining(spec.commandLine().getOut()::println);
    }
    spec.commandLine().getOut().flush();
    return ExitCode.DONE;
  }
}
