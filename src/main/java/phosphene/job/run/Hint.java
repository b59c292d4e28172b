package phosphene.job.run;

import java.util.List;

/**
 * A command that a user may want to try after a job.
 *
 * @param why what it is for
 */
public record Hint(String why, Command command) {
  /** What may be tried. */
  public sealed interface Command {
    /** Spark SQL over the job's gallery, without any sign that double quotes leave alive. */
    record Query(String sql) implements Command {}

    /**
     * The same job with other settings.
     *
     * @param suffix that its output gets
     * @param changes each {@code KEY=VALUE}
     */
    record Render(String suffix, List<String> changes) implements Command {
      public Render {
        changes = List.copyOf(changes);
      }
    }

    /** A line as it is. */
    record Line(String text) implements Command {}
  }

  public static Hint query(String why, String sql) {
    return new Hint(why, new Command.Query(sql));
  }
}
