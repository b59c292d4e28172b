package phosphene.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where fetched weights are kept: shared by the commands that open networks. */
final class WeightsCacheOption {
  static final String DEFAULT = "${sys:user.home}/.cache/phosphene/weights";

  @Option(
      names = "--weights-cache",
      paramLabel = "DIR",
      description = "Folder of fetched weights (default: ${DEFAULT-VALUE}).",
      defaultValue = DEFAULT)
  Path folder = Path.of("");
}
