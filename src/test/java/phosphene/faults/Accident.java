package phosphene.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;

/**
 * Something that goes wrong in a process, once in the whole cluster.
 *
 * @param mark a file that is there once it has happened
 * @param passed passes of this process
 * @param after how many passes of a process go well before
 */
record Accident(Kind kind, Path mark, AtomicInteger passed, int after) {
  private static final String PREFIX = "spark.phosphene.accident.";
  private static final int PIECE = 4 << 20;
  private static final long SLOW_NANOS = 200_000_000L;
  private static final List<byte[]> PIECES = new ArrayList<>();
  private static volatile boolean failing;

  /** What goes wrong. */
  enum Kind {
    /** The pass never ends and does not hear that it is told to. */
    HANG,
    /** The heap is used up, and stays so. */
    FILL_HEAP,
    /** From now on all passes of the process fail, as on a graphics card that answers no more. */
    FAIL
  }

  static Accident of(SparkConf conf) {
    return new Accident(
        Kind.valueOf(conf.get(PREFIX + "kind")),
        Path.of(conf.get(PREFIX + "mark")),
        new AtomicInteger(),
        Integer.parseInt(conf.get(PREFIX + "after")));
  }

  /** The settings by which executors have it. */
  Map<String, String> settings() {
    return Map.of(
        "spark.phosphene.engine",
        "faulty",
        PREFIX + "kind",
        kind.name(),
        PREFIX + "mark",
        mark.toString(),
        PREFIX + "after",
        Integer.toString(after));
  }

  void mayHappen() {
    if (failing) {
      fail();
    }
    if (passed.getAndIncrement() < after) {
      return;
    }
    if (Files.exists(mark)) {
      slowDown();
      return;
    }
    try {
      Files.createFile(mark);
      Files.writeString(mark, Long.toString(ProcessHandle.current().pid()));
    } catch (FileAlreadyExistsException e) {
      return; // another process was first
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    switch (kind) {
      case HANG -> hang();
      case FILL_HEAP -> fill();
      case FAIL -> {
        failing = true;
        fail();
      }
    }
  }

  /** Else those that are well may have done all the tasks before the ill one fails at three. */
  private void slowDown() {
    if (kind == Kind.FAIL && ailing()) {
      LockSupport.parkNanos(SLOW_NANOS);
    }
  }

  /** True while the process lives in which it has happened. */
  private boolean ailing() {
    try {
      String pid = Files.readString(mark);
      return pid.isEmpty() || ProcessHandle.of(Long.parseLong(pid)).isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail() {
    throw new IllegalStateException("the card does not answer");
  }

  private static void hang() {
    while (true) {
      LockSupport.parkNanos(1_000_000_000L);
      Thread.interrupted();
    }
  }

  private static void fill() {
    while (true) {
      PIECES.add(new byte[PIECE]);
    }
  }
}
