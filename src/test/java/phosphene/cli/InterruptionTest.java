package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.gallery.index.IndexRows;
import phosphene.gallery.index.TileRow;
import phosphene.rig.HeldKind;
import phosphene.rig.HeldKind.Hold;

/** A driver that is told to end, or is killed, in the middle of a job. */
@Timeout(600)
@Slow
class InterruptionTest {
  private static final int TILES = 48;
  private static final List<String> WORK =
      List.of("--batch", "1", "--set", "units=0-15", "--set", "recipe.steps=96");

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void whatIsInterruptedOrKilledIsCompletedByALaterRun() throws Exception {
    Studio studio = Studio.in(folder);
    Map<String, String> whole = undisturbed(studio);

    Path last = studio.output().resolve("tiles/default/fire2_expand3x3");

    Process first = startedAndHeld(studio, Hold.at(last, 2));
    signal("-INT", first);
    assertThat(first.waitFor(2, TimeUnit.MINUTES)).as("by itself it never ends").isTrue();
    assertThat(first.exitValue()).as(logged()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(logged())
        .contains("Interrupted; run the same command again to go on.\n")
        .doesNotContain("bug")
        .doesNotContain("\tat ")
        .as("a file has lines, and no bar")
        .doesNotContain("\r");
    assertThat(whole)
        .as("nothing half written")
        .containsAllEntriesOf(Studio.tiles(studio.output()));
    assertThat(indexed(studio))
        .as("one of the two tasks before the last layer's came in")
        .hasSizeGreaterThanOrEqualTo(TILES / 3)
        .hasSizeLessThan(TILES);
    assertThat(Studio.tiles(studio.output())).containsAllEntriesOf(indexed(studio));

    Process second = startedAndHeld(studio, Hold.at(last, HeldKind.count(last) + 2));
    signal("-KILL", second);
    second.waitFor();
    Map<String, String> after = Studio.tiles(studio.output());
    after.keySet().removeIf(name -> name.contains("/.")); // what was being written
    assertThat(whole).containsAllEntriesOf(after);
    assertThat(after).containsAllEntriesOf(indexed(studio));

    Ran rest = studio.render(WORK.toArray(String[]::new));
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(Studio.tiles(studio.output())).containsAllEntriesOf(whole);
    assertThat(indexed(studio)).isEqualTo(whole);
    assertThat(IndexRows.of(studio.output())).hasSize(TILES);
  }

  @Test
  void whatIsKilledInItsSecondRenderingGoesOnThere() throws Exception {
    Studio studio = Studio.in(folder);
    String job = Files.readString(studio.job());
    Files.writeString(
        studio.job(),
        job.replaceFirst(
            "recipe: (.*)", "renderings: {a: {recipe: $1}, b: {seed: 7, recipe: $1}}"));
    Path output = folder.resolve("undisturbed");
    List<String> units = List.of("--batch", "1", "--set", "units=0-7");
    List<String> arguments = new ArrayList<>(units);
    arguments.addAll(List.of("--output", output.toString()));
    assertThat(studio.render(arguments.toArray(String[]::new)).code()).isZero();
    Map<String, String> whole = Studio.tiles(output);

    Hold hold = Hold.at(studio.output().resolve("tiles/b/fire2_squeeze1x1"), 2);
    Process process = startedAndHeld(studio, hold, units);
    signal("-KILL", process);
    process.waitFor();
    Map<String, String> left = Studio.tiles(studio.output());
    left.keySet().removeIf(name -> name.contains("/.")); // what was being written
    assertThat(whole).containsAllEntriesOf(left).containsAllEntriesOf(indexed(studio));
    assertThat(left.keySet())
        .as("the second rendering had begun, and had not ended")
        .anyMatch(name -> name.startsWith("tiles/b/"))
        .hasSizeLessThan(whole.size());

    Ran rest = studio.render(units.toArray(String[]::new));
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(Studio.tiles(studio.output())).containsAllEntriesOf(whole);
    assertThat(indexed(studio)).isEqualTo(whole);
  }

  /** The images that the job leaves when nothing disturbs it. */
  private Map<String, String> undisturbed(Studio studio) {
    Path output = folder.resolve("undisturbed");
    List<String> arguments = new ArrayList<>(WORK);
    arguments.addAll(List.of("--output", output.toString()));
    Ran ran = studio.render(arguments.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    return Studio.tiles(output);
  }

  /** Starts the job in a process of its own, and waits until it stands still. */
  private Process startedAndHeld(Studio studio, Hold hold) throws Exception {
    return startedAndHeld(studio, hold, WORK);
  }

  private Process startedAndHeld(Studio studio, Hold hold, List<String> work) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("render", studio.job().toString(), "--master", "local[2]"));
    arguments.addAll(work);
    Driver driver = Driver.start(log(), hold.settings(), arguments);
    Process process = driver.process();
    processes.add(process);
    hold.await(process::isAlive, driver::logged);
    return process;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private String logged() throws IOException {
    return Files.readString(log(), StandardCharsets.UTF_8);
  }

  private static void signal(String signal, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static Map<String, String> indexed(Studio studio) {
    return IndexRows.of(studio.output()).stream()
        .collect(Collectors.toMap(TileRow::path, TileRow::sha256));
  }
}
