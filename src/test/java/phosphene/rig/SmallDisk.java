package phosphene.rig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk of 256 KB, or another size, in memory. Only root can have one: other tests are skipped.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int KILOBYTES = 256;
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one at a folder that is not there yet. */
  public static SmallDisk at(Path folder) throws IOException {
    return of(folder, KILOBYTES);
  }

  /** Mounts one of so many kilobytes. */
  public static SmallDisk of(Path folder, int kilobytes) throws IOException {
    Files.createDirectories(folder);
    int status =
        run("mount", "-t", "tmpfs", "-o", "size=" + kilobytes + "k", "tmpfs", folder.toString());
    assumeTrue(status == 0, "only root may mount a disk");
    return new SmallDisk(folder);
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command)).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException(e);
    } catch (IOException e) {
      return -1; // no such command
    }
  }

  public Path folder() {
    return folder;
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Takes all the room that is left. */
  public void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(new byte[BLOCK]);
      }
    } catch (IOException full) {
      // as meant
    }
  }

  /** Makes it a disk of 64 MB. */
  public void enlarge() throws IOException {
    run("mount", "-o", "remount,size=64m", folder.toString());
  }

  @Override
  public void close() throws IOException {
    run("umount", "-l", folder.toString());
  }
}
