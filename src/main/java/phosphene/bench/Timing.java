package phosphene.bench;

import java.lang.management.ManagementFactory;

/**
 * What a piece of work took.
 *
 * @param seconds on the wall
 * @param coreSeconds of processor time of this process, all threads together: other processes of
 *     the machine disturb it less
 */
public record Timing(double seconds, double coreSeconds) {

  /** Does the work. */
  static Timing of(Runnable work) {
    long cores = processorNanos();
    long begin = System.nanoTime();
    work.run();
    return new Timing((System.nanoTime() - begin) / 1e9, (processorNanos() - cores) / 1e9);
  }

  /** Nanoseconds of processor time of this process so far, all threads together. */
  static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
