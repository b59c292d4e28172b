package phosphene.cluster;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Prints how long stages take and what heap they need. On a machine that others use, too, the
 * seconds of its own processor time say more than those on the wall.
 */
public record Stopwatch(PrintWriter out) {

  /**
   * Times a stage. The heap is what was in use at most, garbage too, and what is in use after a
   * collection at its end.
   */
  public <T> T time(String stage, Supplier<T> work) {
    List<MemoryPoolMXBean> heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();
    heap.forEach(MemoryPoolMXBean::resetPeakUsage);
    long begin = System.nanoTime();
    long cpu = cpu();
    T result = work.get();
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = (cpu() - cpu) / 1e9;
    long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    System.gc();
    long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    say(
        "%-32s %7.1f s %7.1f s %6.0f MB %6.0f MB %6.1f",
        stage, seconds, cpuSeconds, peak / 1e6, live / 1e6, load);
    return result;
  }

  /** Names the columns. */
  public void begin() {
    say("%-32s %9s %9s %9s %9s %6s", "", "wall", "cpu", "peak heap", "kept", "load");
  }

  /** Of all threads of this process, in nanoseconds. */
  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  public void say(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
  }
}
