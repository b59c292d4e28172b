package phosphene.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What a command did.
 *
 * @param out what it printed
 * @param err what it complained of
 */
public record Ran(int code, String out, String err) {

  /** Runs a command in this process. */
  public static Ran phosphene(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Ran(code, out.toString(), err.toString());
  }
}
