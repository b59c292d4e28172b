/** The command line: picocli commands. The only place with terminal output and exit codes. */
@org.jspecify.annotations.NullMarked
package phosphene.cli;
