package phosphene.cli;

import java.util.Iterator;
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
  private static final int LINES = 500;

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
    try (GalleryQuery query = GalleryQuery.open(gallery)) {
      QueryResult result = query.ask(sql);
      print(json ? result.json() : result.table());
    }
    return ExitCode.DONE;
  }

  /** Prints lines until there are no more, or nobody reads on. */
  private void print(Iterator<String> lines) {
    try (Pager pager = Pager.of(spec.commandLine().getOut())) {
      for (int line = 1; lines.hasNext(); line++) {
        pager.writer().println(lines.next());
        if (line % LINES == 0 && pager.writer().checkError()) {
          return;
        }
      }
    }
  }
}
