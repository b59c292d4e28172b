package phosphene.cli;

import java.util.Iterator;
import java.util.concurrent.Callable;
import phosphene.cluster.Interruption;
import phosphene.job.JobKinds;
import phosphene.query.GalleryQuery;
import phosphene.query.QueryResult;
import picocli.CommandLine.ArgGroup;
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
        "Runs Spark SQL over the index of a gallery: tables tiles, dreams, frames, scans, units.",
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
      description =
          "A SELECT over the tables of the index; SHOW TABLES and DESCRIBE say what there is.")
  String sql = "";

  @ArgGroup Form form = new Form();

  @Spec CommandSpec spec = CommandSpec.create();

  /** How the rows are printed: as a table unless one is chosen. */
  static final class Form {
    @Option(names = "--json", description = "One JSON object a line instead of a table.")
    boolean json;

    @Option(
        names = "--csv",
        description = "Comma-separated values with a header; arrays and structs are JSON.")
    boolean csv;

    @Option(
        names = "--wide",
        description =
            "A table with all digits and letters; on a terminal it is else made to fit its width.")
    boolean wide;

    private Iterator<String> lines(QueryResult result) {
      if (json) {
        return result.json();
      }
      if (csv) {
        return result.csv();
      }
      return wide
          ? result.table()
          : Terminal.ofOutput()
              .<Iterator<String>>map(
                  terminal -> new TerminalTable(result.columns(), result.cells(), terminal.width()))
              .orElseGet(result::table);
    }
  }

  @Override
  public Integer call() {
    GalleryQuery.check(sql);
    try (Interruption interruption = Interruption.ofThisThread()) {
      QuietSpark quiet = QuietSpark.begin();
      try {
        return answer();
      } catch (RuntimeException | LinkageError e) { // the latter if Spark was just starting
        if (!interruption.requested()) {
          throw e;
        }
        spec.commandLine().getErr().println("Interrupted.");
        spec.commandLine().getErr().flush();
        return ExitCode.INTERRUPTED;
      } finally {
        quiet.close();
      }
    }
  }

  private int answer() {
    try (GalleryQuery query = GalleryQuery.open(gallery, JobKinds.tables())) {
      print(form.lines(query.ask(sql)));
      return ExitCode.DONE;
    }
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
