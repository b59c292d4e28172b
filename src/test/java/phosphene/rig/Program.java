package phosphene.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program in a process of its own; what it prints goes to a file. */
public final class Program implements AutoCloseable {
  private static final int POLITE_SECONDS = 20;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread atExit;

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.atExit = new Thread(this::kill);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a program in a folder, which then holds {@code NAME.log} too.
   *
   * @param arguments of {@code java}
   * @param environment what it has beside that of this process
   */
  public static Program start(
      String name, Path folder, Map<String, String> environment, List<String> arguments) {
    try {
      Files.createDirectories(folder);
      Path log = folder.resolve(name + ".log");
      // Who runs tests in the background may have made its children deaf to Ctrl-C.
      List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new Program(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  public String name() {
    return name;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** All that it printed so far, on both streams. */
  public String printed() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its children and theirs whose command line holds a text; a worker's are executors, drivers. */
  public List<ProcessHandle> children(String text) {
    return process
        .descendants()
        .filter(child -> commandLine(child).contains(text))
        .filter(ProcessHandle::isAlive)
        .toList();
  }

  private static String commandLine(ProcessHandle child) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(child.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException e) { // it has ended
      return "";
    }
  }

  /**
   * Waits for a line that it prints.
   *
   * @return the first group of the pattern
   * @throws AssertionError if it ends before, or within the time does not print it
   */
  public String awaitLine(Pattern line, Duration most) {
    return await(
        line.pattern(),
        most,
        () -> {
          Matcher found = line.matcher(printed());
          return found.find() ? Optional.of(found.group(1)) : Optional.empty();
        });
  }

  /**
   * Waits for something while this program lives.
   *
   * @throws AssertionError if it ends before, or within the time nothing comes
   */
  public <T> T await(String what, Duration most, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + most.toNanos();
    while (true) {
      boolean alive = alive(); // looked at before, so that its last words count
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (!alive || System.nanoTime() > end) {
        String how = alive ? "after " + most : "before it ended";
        throw new AssertionError("No " + what + " of " + name + " " + how + ":\n" + printed());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Waits for its end.
   *
   * @return its exit code
   */
  public int ended(Duration most) {
    try {
      if (process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
    throw new AssertionError(name + " goes on after " + most + ":\n" + printed());
  }

  /** Sends a signal, such as {@code INT}, {@code STOP} or {@code KILL}. */
  public void signal(String signal) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("Cannot signal " + name + ": it has ended:\n" + printed());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Kills it and what it started, at once (kill -9). */
  public void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Asks it to end; kills it and what it started if it does not. */
  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      process.waitFor(POLITE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) { // this process ends: the hook does the same
      return;
    }
  }
}
