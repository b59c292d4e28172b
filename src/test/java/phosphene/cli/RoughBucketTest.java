package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import phosphene.Slow;
import phosphene.rig.RoughS3;
import phosphene.rig.RoughS3.Cut;
import phosphene.rig.S3Server;

/**
 * Scans of photos in a bucket, to the same bucket, whose server cuts answers, takes its time, lists
 * in pages of two, and takes no markers of folders.
 */
@Timeout(600)
@Slow
class RoughBucketTest {
  private static final int LITTLE = 100;
  private static final int DELAY_MILLIS = 5;
  private static final int BAD_REQUEST = 400;

  @TempDir Path folder;

  @Test
  void aJobEndsWholeAndWithoutAWarning() throws IOException {
    Album album = Album.scanned(folder);
    String bucket = "rough-" + UUID.randomUUID(); // Hadoop keeps what it opened
    try (RoughS3 server = RoughS3.start();
        Logs logs = Logs.listen()) {
      for (int i = 0; i < 5; i++) {
        Path photo = album.photo(i % 2 + "/" + i + ".jpg", 0.2 + i / 10.0);
        server.put(bucket + "/photos/" + i % 2 + "/" + i + ".jpg", Files.readAllBytes(photo));
      }
      server.pages(2);
      server.delay(DELAY_MILLIS);
      server.refuse(BAD_REQUEST, (method, key) -> method.equals("PUT") && key.endsWith("/"));
      server.cutFirst(Cut.SHORT, LITTLE);

      String gallery = "s3a://" + bucket + "/out";
      Ran ran =
          album.render(
              with(
                  server,
                  "--set",
                  "neurons=false",
                  "--set",
                  "layers=conv1",
                  "--set",
                  "photos=s3a://" + bucket + "/photos",
                  "--output",
                  gallery));
      assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
      assertThat(ran.out()).contains("\nScanned 5 photos in ");
      assertThat(logs.text()).doesNotContain("Cannot give up", "directory marker");
      assertThat(server.names()).noneMatch(name -> name.contains("/lease/"));

      server.cutFirst(Cut.SHORT, LITTLE);
      List<String> verify = new ArrayList<>(List.of("verify", gallery));
      verify.addAll(List.of(with(server)));
      Ran verified = Ran.phosphene(verify.toArray(String[]::new));
      assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
    }
  }

  private static String[] with(RoughS3 server, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    S3Server.settings(server.port())
        .forEach((key, value) -> arguments.addAll(List.of("--conf", key + "=" + value)));
    return arguments.toArray(String[]::new);
  }
}
