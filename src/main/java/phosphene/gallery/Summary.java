package phosphene.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import phosphene.gallery.store.ObjectStore;

/**
 * How the last run of a job went that had something to do: {@code summary.json} in its gallery.
 *
 * @param slowest the images that took longest, the slowest first
 * @param examples the first images that failed, by the reasons of {@link Counts#failed}
 */
public record Summary(
    Run run,
    Counts counts,
    Effort effort,
    List<Slow> slowest,
    Map<String, List<String>> examples,
    Optional<SlotPrice> tariff) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final double HOUR = 3600;

  public Summary {
    slowest = List.copyOf(slowest);
    examples = Map.copyOf(examples);
  }

  /** How a run ended. */
  public enum End {
    FINISHED,
    INTERRUPTED
  }

  /**
   * Which run it was.
   *
   * @param job its kind, such as {@code atlas}
   * @param network by its name
   * @param version of Phosphene
   */
  public record Run(
      String job, String network, String version, End end, Instant began, Instant ended) {}

  /**
   * How images ended.
   *
   * @param planned what the run was to make
   * @param unchanged dreams of photos that were touched and have their old bytes
   * @param failed by reason, as rows write it
   * @param bytes of the images that were written
   * @param films of tours and flights that were made
   * @param unfilmed those that could not be made
   * @param undrawn contact sheets that could not be drawn
   * @param skipped files of a collection that turned out to be no photos
   */
  public record Counts(
      long planned,
      long rendered,
      long dead,
      long unchanged,
      Map<String, Long> failed,
      long bytes,
      long films,
      long unfilmed,
      long undrawn,
      Skipped skipped) {
    public Counts {
      failed = Map.copyOf(failed);
    }

    /** True if all that was to be made was made, sheets and films included. */
    public boolean complete() {
      return failures() + unfilmed + undrawn == 0;
    }

    /** All that have no image. */
    public long failures() {
      return failed.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Files that are no photos by their first bytes.
   *
   * @param names of the first three in the order of letters
   */
  public record Skipped(long files, List<String> names) {
    /** None. */
    public static final Skipped NONE = new Skipped(0, List.of());

    private static final int MOST = 3;

    public Skipped {
      names = List.copyOf(names);
    }

    /** These and a file, which counts {@code more} times: not at all if it was counted before. */
    public Skipped with(String name, int more) {
      return more == 0
          ? this
          : new Skipped(
              files + more,
              Stream.concat(names.stream(), Stream.of(name)).sorted().limit(MOST).toList());
    }
  }

  /** What a task has for itself. */
  public enum Slot {
    CORE,
    GPU
  }

  /**
   * What the run took.
   *
   * @param wall seconds from its beginning to its end
   * @param rendering seconds of these in which images were made: without contact sheets and films
   * @param slots seconds in which tasks held slots, those of lost and failed tasks too
   * @param cores of a slot
   * @param flop floating point operations that were done
   */
  public record Effort(
      double wall, double rendering, double slots, int cores, Slot slot, double flop) {
    /** Hours of slots. */
    public double slotHours() {
      return slots / HOUR;
    }

    /** Operations a second of all slots together, in 10^9. */
    public double gflops() {
      return rendering > 0 ? flop / rendering / 1e9 : 0;
    }

    /** Operations a second of one slot, in 10^9. */
    public double gflopsOfSlot() {
      return slots > 0 ? flop / slots / 1e9 : 0;
    }
  }

  /**
   * An image that took long.
   *
   * @param what unit, or photo and mix
   * @param seconds of its slot
   */
  public record Slow(String what, double seconds, String device) {}

  /** The text of the object; every figure has its unit in its name, or is a count. */
  @JsonInclude(Include.NON_NULL)
  private record Text(
      @JsonProperty("job") String job,
      @JsonProperty("network") String network,
      @JsonProperty("version") String version,
      @JsonProperty("end") String end,
      @JsonProperty("began_at") String beganAt,
      @JsonProperty("ended_at") String endedAt,
      @JsonProperty("planned") long planned,
      @JsonProperty("rendered") long rendered,
      @JsonProperty("dead") long dead,
      @JsonProperty("unchanged") long unchanged,
      @JsonProperty("skipped") long skipped,
      @JsonProperty("failed") long failed,
      @JsonProperty("failed_by_reason") Map<String, Long> failedByReason,
      @JsonProperty("failed_examples") Map<String, List<String>> failedExamples,
      @JsonProperty("films") long films,
      @JsonProperty("films_failed") long filmsFailed,
      @JsonProperty("sheets_failed") long sheetsFailed,
      @JsonProperty("bytes_written") long bytesWritten,
      @JsonProperty("wall_seconds") double wallSeconds,
      @JsonProperty("rendering_seconds") double renderingSeconds,
      @JsonProperty("slot") String slot,
      @JsonProperty("slot_hours") double slotHours,
      @JsonProperty("core_hours") double coreHours,
      @JsonProperty("gpu_hours") double gpuHours,
      @JsonProperty("tflop") double tflop,
      @JsonProperty("gflop_per_second") double gflopPerSecond,
      @JsonProperty("gflop_per_second_of_a_slot") double gflopPerSecondOfSlot,
      @JsonProperty("slowest") List<SlowText> slowest,
      @JsonProperty("dollars_per_slot_hour") @Nullable Double dollarsPerSlotHour,
      @JsonProperty("dollars") @Nullable Double dollars) {}

  private record SlowText(
      @JsonProperty("what") String what,
      @JsonProperty("seconds") double seconds,
      @JsonProperty("device") String device) {}

  /** Makes this the summary of a gallery. */
  public void write(ObjectStore store) {
    store.write(Layout.SUMMARY, json().getBytes(StandardCharsets.UTF_8));
  }

  String json() {
    double hours = effort.slotHours();
    Text text =
        new Text(
            run.job(),
            run.network(),
            run.version(),
            lowerCase(run.end()),
            run.began().truncatedTo(ChronoUnit.SECONDS).toString(),
            run.ended().truncatedTo(ChronoUnit.SECONDS).toString(),
            counts.planned(),
            counts.rendered(),
            counts.dead(),
            counts.unchanged(),
            counts.skipped().files(),
            counts.failures(),
            new TreeMap<>(counts.failed()),
            new TreeMap<>(examples),
            counts.films(),
            counts.unfilmed(),
            counts.undrawn(),
            counts.bytes(),
            rounded(effort.wall()),
            rounded(effort.rendering()),
            lowerCase(effort.slot()),
            rounded(hours),
            rounded(hours * effort.cores()),
            effort.slot() == Slot.GPU ? rounded(hours) : 0,
            rounded(effort.flop() / 1e12),
            rounded(effort.gflops()),
            rounded(effort.gflopsOfSlot()),
            slowest.stream()
                .map(slow -> new SlowText(slow.what(), rounded(slow.seconds()), slow.device()))
                .toList(),
            tariff.map(SlotPrice::dollars).orElse(null),
            tariff.map(rate -> rounded(rate.total(hours))).orElse(null));
    try {
      return JSON.writeValueAsString(text) + "\n";
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String lowerCase(Enum<?> value) {
    return value.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** To a millionth. */
  private static double rounded(double value) {
    return Math.round(value * 1e6) / 1e6;
  }
}
