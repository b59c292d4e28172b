package phosphene.job.photos;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;

/**
 * The heap of a process, shared by its tasks. A task waits until the heap has room for it, in the
 * order of requests, so photos that do not fit together are worked on one after the other.
 */
public final class HeapGate {
  // What a process needs at least for everything else.
  private static final long LEAST_RESERVE = 64L << 20;
  private static final int IDLE_MILLIS = 200;

  private final long capacity;
  private final Queue<Object> waiting = new ArrayDeque<>();
  private long taken;

  /** A gate that lets so many bytes in. */
  HeapGate(long capacity) {
    this.capacity = capacity;
  }

  /** The gate of this process: what its heap holds beside what is in it when it is first asked. */
  public static HeapGate ofProcess() {
    return Heap.GATE;
  }

  /** Bytes that a task uses; to be closed when they are free again. */
  public final class Pass implements AutoCloseable {
    private long bytes;

    private Pass(long bytes) {
      this.bytes = bytes;
    }

    /** Takes more or less from now on, if that is there at once and nobody else waits for it. */
    boolean change(long needed) {
      synchronized (HeapGate.this) {
        boolean more = needed > bytes;
        if (more && (taken - bytes + needed > capacity || !waiting.isEmpty())) {
          return false;
        }
        taken += needed - bytes;
        bytes = needed;
        HeapGate.this.notifyAll();
        return true;
      }
    }

    @Override
    public void close() {
      change(0);
    }
  }

  /** The most bytes that one task can have. */
  public long capacity() {
    return capacity;
  }

  /**
   * Waits until so many bytes are free, and takes them.
   *
   * @param bytes at most the capacity
   * @param idle called some times a second while waiting; what it throws ends that
   * @throws IllegalArgumentException if they are more than the capacity, and would never be free
   */
  public Pass enter(long bytes, Runnable idle) {
    if (bytes < 0 || bytes > capacity) {
      throw new IllegalArgumentException(
          "Invalid bytes: " + bytes + " (must be between 0 and " + capacity + ")");
    }
    Object place = new Object();
    synchronized (this) {
      waiting.add(place);
      try {
        while (waiting.peek() != place || taken + bytes > capacity) {
          idle.run();
          wait(IDLE_MILLIS);
        }
        taken += bytes;
        return new Pass(bytes);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for the heap", e);
      } finally {
        waiting.remove(place);
        notifyAll();
      }
    }
  }

  /** Opened by the first task that asks. */
  private static final class Heap {
    private static final HeapGate GATE = new HeapGate(free());

    /** Of the largest part of the heap, since one image is one array. */
    private static long free() {
      MemoryPoolMXBean pool =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(each -> each.getType() == MemoryType.HEAP)
              .max(Comparator.comparingLong(each -> each.getUsage().getMax()))
              .orElseThrow();
      System.gc(); // so that what is in use is what stays
      MemoryUsage usage = pool.getUsage();
      long used = Math.max(LEAST_RESERVE, usage.getUsed());
      return Math.max(0, usage.getMax() - used - LEAST_RESERVE);
    }
  }
}
