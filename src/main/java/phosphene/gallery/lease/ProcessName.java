package phosphene.gallery.lease;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process as others may know it.
 *
 * @param born when it began, in the ticks of its machine; another process of the same number has
 *     another
 * @param realm the running system and the space of process numbers in it, which containers of one
 *     machine may not share; empty if unknown
 */
public record ProcessName(
    @JsonProperty("user") String user,
    @JsonProperty("host") String host,
    @JsonProperty("pid") long pid,
    @JsonProperty("born") long born,
    @JsonProperty("realm") String realm) {
  private static final Path PROC = Path.of("/proc");
  private static final int START_TIME = 22;
  private static final long UNSEEN = -1;
  private static final long ENDED = -2;

  /** Whether a process lives, as far as this one can tell. */
  enum Life {
    ALIVE,
    GONE,
    UNKNOWN
  }

  /** This process. */
  public static ProcessName ours() {
    return of(ProcessHandle.current().pid());
  }

  /** A process of this machine. */
  static ProcessName of(long pid) {
    return new ProcessName(
        self(), text(PROC.resolve("sys/kernel/hostname"), "unknown"), pid, born(pid), here());
  }

  /** Whether that process still lives. */
  Life life() {
    if (born < 0 || realm.isEmpty() || !realm.equals(here())) {
      return Life.UNKNOWN;
    }
    long now = born(pid);
    // Where /proc is mounted with hidepid, the processes of other users are not seen there.
    if (now == UNSEEN && !user.equals(self())) {
      return Life.UNKNOWN;
    }
    return now == born ? Life.ALIVE : Life.GONE;
  }

  private static String self() {
    return System.getProperty("user.name", "somebody");
  }

  private static String here() {
    String boot = text(PROC.resolve("sys/kernel/random/boot_id"), "");
    try {
      return boot.isEmpty()
          ? ""
          : boot + " " + Files.readSymbolicLink(PROC.resolve("self/ns/pid")); // pid:[4026531836]
    } catch (IOException e) {
      return "";
    }
  }

  /** When the process of that number began; negative if there is none, or it is not seen. */
  private static long born(long pid) {
    String stat = text(PROC.resolve(pid + "/stat"), "");
    int name = stat.lastIndexOf(')'); // the second field, which may hold blanks
    if (name < 0) {
      return UNSEEN;
    }
    List<String> fields = List.of(stat.substring(name + 2).split(" ", -1));
    boolean dead = List.of("Z", "X").contains(fields.get(0)); // nobody has asked how it ended
    return dead ? ENDED : Long.parseLong(fields.get(START_TIME - 3));
  }

  private static String text(Path file, String otherwise) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return otherwise;
    }
  }

  @Override
  public String toString() {
    return user + "@" + host + " (process " + pid + ")";
  }
}
