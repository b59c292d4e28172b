package phosphene.cli;

import java.io.PrintWriter;

/**
 * What a command says, and where.
 *
 * @param out for what it found
 * @param err for what went wrong
 * @param suggestions what may be tried next
 */
record Output(
    PrintWriter out, PrintWriter err, ProgressOptions progress, Suggestions suggestions) {}
