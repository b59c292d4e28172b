package phosphene.gallery.lease;

import java.util.ArrayList;
import java.util.List;
import phosphene.gallery.Hours;
import phosphene.gallery.store.MemoryStore;
import phosphene.gallery.store.ObjectStore;

/** A place in memory that jobs want to write to, where time passes only when they wait. */
final class LeasedPlace {
  static final String SINCE = "2026-11-22T14:03:05Z";
  static final ProcessName US = ProcessName.ours();
  static final ProcessName ELSEWHERE =
      new ProcessName("ann", "node7", 4711, 8100, "another boot pid:[4026531836]");

  private final MemoryStore store = new MemoryStore();
  private final Hours time = new Hours();
  private final List<String> told = new ArrayList<>();

  /** A process takes the lease. */
  Lease take(ProcessName process) throws InterruptedException {
    return Lease.take(store, note(process), time, told::add);
  }

  static LeaseNote note(ProcessName process) {
    String id = Lease.note(process).id();
    return new LeaseNote(id, process, "", SINCE, 0);
  }

  MemoryStore store() {
    return store;
  }

  Hours time() {
    return time;
  }

  /** What those who waited were told. */
  List<String> told() {
    return told;
  }

  /** The objects that are there. */
  List<String> names() {
    return store.list("").stream().map(ObjectStore.Entry::name).toList();
  }
}
