package phosphene.gallery.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import phosphene.rig.Recorder;
import phosphene.rig.S3Server;

/**
 * Galleries in buckets of an S3 server, each in a new one: Hadoop keeps the settings by which a
 * bucket was opened first. What is asked of the server is recorded.
 */
final class Buckets implements AutoCloseable {
  private final S3Server server;
  private final Recorder recorder;
  private final List<FileSystem> opened = new ArrayList<>();

  Buckets(S3Server server) {
    this.server = server;
    try {
      this.recorder = Recorder.before(server.port());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A gallery with nothing in it.
   *
   * @param more settings of S3A, without {@code fs.s3a.}
   */
  ObjectStore open(Map<String, String> more) {
    String bucket = "b-" + UUID.randomUUID();
    server.bucket(bucket);
    HadoopStore store = HadoopStore.open("s3a://" + bucket + "/some/gallery", configuration(more));
    try {
      opened.add(FileSystem.get(URI.create(store.uri()), configuration(more)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return store;
  }

  Configuration configuration(Map<String, String> more) {
    Configuration configuration = new Configuration();
    S3Server.settings(recorder.port())
        .forEach((key, value) -> configuration.set(key.replace("spark.hadoop.", ""), value));
    configuration.set("fs.s3a.fast.upload.buffer", "bytebuffer");
    configuration.set("fs.s3a.multipart.size", "5M");
    // What fails here fails again.
    configuration.set("fs.s3a.attempts.maximum", "1");
    configuration.set("fs.s3a.retry.limit", "1");
    configuration.set("fs.s3a.retry.interval", "10ms");
    more.forEach((key, value) -> configuration.set("fs.s3a." + key, value));
    return configuration;
  }

  Recorder recorder() {
    return recorder;
  }

  /** The bucket that a gallery is in. */
  static String of(ObjectStore store) {
    return store.uri().split("/")[2];
  }

  @Override
  public void close() throws IOException {
    for (FileSystem files : opened) {
      files.close();
    }
    recorder.close();
  }
}
