package phosphene.gallery.store;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The file system of this machine, whose files and folders have the permissions that the process
 * gives them (its umask). To set those of its own settings Hadoop starts {@code chmod} for each
 * file, where its native library is missing, and whoever waits for that swallows interruptions.
 */
final class UmaskFileSystem extends RawLocalFileSystem {
  static UmaskFileSystem of(URI uri, Configuration configuration) throws IOException {
    UmaskFileSystem files = new UmaskFileSystem();
    files.initialize(uri, configuration);
    return files;
  }

  @Override
  public void setPermission(Path path, FsPermission permission) {
    // As they are.
  }
}
