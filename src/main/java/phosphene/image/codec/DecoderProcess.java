package phosphene.image.codec;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A run of a native decoder in a process of its own, with limits on time and memory: when it
 * crashes or hangs, this Java process and its other photos go on. The file goes in and samples come
 * out through pipes.
 */
public final class DecoderProcess {
  // What a decoder says beyond this is read and dropped.
  private static final int MOST_SAID = 1 << 16;

  // What the pipes still hold when the process has ended is there at once.
  private static final int SECONDS_TO_READ_ON = 10;

  private final Limits limits;
  private final Process process;

  /**
   * What a run may take.
   *
   * @param cpuSeconds of a processor
   * @param seconds of a clock
   * @param memory bytes of its address space
   */
  record Limits(long cpuSeconds, long seconds, long memory) {}

  /** Takes the samples. */
  public interface Sink {
    /**
     * Reads what is wanted.
     *
     * @throws EOFException if there is less
     */
    void read(InputStream samples) throws IOException;
  }

  /**
   * How a run went.
   *
   * @param status the exit code; 128 and a signal's number if that ended it
   * @param late whether it was ended for taking more seconds than allowed
   * @param samples whether there were as many as the sink took, or fewer, or more
   * @param said the text on its standard error
   */
  record Ended(int status, boolean late, Count samples, String said) {}

  /** How many samples came. */
  enum Count {
    FEWER,
    ALL,
    MORE
  }

  private DecoderProcess(List<String> command, Limits limits) throws IOException {
    this.limits = limits;
    List<String> limited = new ArrayList<>();
    // No core dumps; limits in kilobytes and seconds of a processor.
    limited.addAll(
        List.of("/bin/sh", "-c", "ulimit -c 0; ulimit -v $0; ulimit -t $1; shift; exec \"$@\""));
    limited.add(Long.toString(limits.memory >> 10));
    limited.add(Long.toString(limits.cpuSeconds));
    limited.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(limited);
    // Else each of its threads reserves addresses for memory of its own.
    builder.environment().put("MALLOC_ARENA_MAX", "1");
    process = builder.start();
  }

  /**
   * Runs a decoder to its end. An interrupt ends it, too.
   *
   * @throws UncheckedIOException if it cannot be started, or this thread is interrupted
   */
  static Ended run(List<String> command, byte[] file, Limits limits, Sink sink) {
    try {
      DecoderProcess decoder = new DecoderProcess(command, limits);
      try {
        return decoder.ended(file, sink);
      } finally {
        decoder.process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("decoding was interrupted"));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start a decoder: " + e.getMessage(), e);
    }
  }

  private Ended ended(byte[] file, Sink sink) throws InterruptedException, IOException {
    started("fed", () -> feed(file));
    FutureTask<String> said = begun("heard", this::said);
    FutureTask<Count> read = begun("read", () -> read(sink));
    boolean late = !process.waitFor(limits.seconds, TimeUnit.SECONDS);
    if (late) {
      process.destroyForcibly().waitFor();
    }
    Count samples = of(read);
    return new Ended(process.exitValue(), late, samples, of(said));
  }

  private static <T> FutureTask<T> begun(String what, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    started(what, task);
    return task;
  }

  private static void started(String what, Runnable work) {
    Thread thread = new Thread(work, "decoder is " + what);
    thread.setDaemon(true);
    thread.start();
  }

  private static <T> T of(FutureTask<T> task) throws InterruptedException, IOException {
    try {
      return task.get(SECONDS_TO_READ_ON, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // out of memory, for instance, while samples were kept
      }
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("its pipe stays open", e);
    }
  }

  private void feed(byte[] file) {
    try (OutputStream in = process.getOutputStream()) {
      in.write(file);
    } catch (IOException e) {
      // It ended before it read all; how it ended says why.
    }
  }

  private Count read(Sink sink) {
    try (InputStream samples = process.getInputStream()) {
      sink.read(samples);
      if (samples.read() < 0) {
        return Count.ALL;
      }
      process.destroyForcibly(); // it would wait for ever, or write for ever
      return Count.MORE;
    } catch (IOException e) {
      return Count.FEWER; // how it ended says why
    } catch (OutOfMemoryError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private String said() {
    try (InputStream in = process.getErrorStream()) {
      byte[] first = in.readNBytes(MOST_SAID);
      in.transferTo(OutputStream.nullOutputStream());
      return new String(first, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
