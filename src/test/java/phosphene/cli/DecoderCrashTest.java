package phosphene.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import phosphene.gallery.index.DreamRow;
import phosphene.gallery.index.DreamRows;
import phosphene.image.Photos;

/** A native decoder that crashes costs the photo, and neither the job nor other photos. */
class DecoderCrashTest {
  private static final String PROGRAM = "phosphene.ffmpeg";

  @TempDir Path folder;

  @AfterEach
  void useTheRealOne() {
    System.clearProperty(PROGRAM);
  }

  @Test
  void aPhotoWhoseDecoderCrashesIsARowAndTheJobEnds() throws IOException {
    Album album = Album.in(folder);
    album.photo("a.png", 0.4);
    album.file("phone.heic", resource("lossy.heic"));
    album.file("web.avif", resource("lossy.avif"));
    album.photo("z.jpg", 0.5);
    Path crashing =
        Files.writeString(folder.resolve("decoder"), "#!/bin/sh\ncat > /dev/null\nkill -ABRT $$\n");
    Files.setPosixFilePermissions(crashing, PosixFilePermissions.fromString("rwxr-xr-x"));
    System.setProperty(PROGRAM, crashing.toString());

    Ran ran = album.render();

    assertThat(ran.code()).as(ran.err()).isEqualTo(ExitCode.FAILED);
    assertThat(DreamRows.of(album.output()))
        .extracting(DreamRow::photo, DreamRow::status, DreamRow::reason)
        .containsExactlyInAnyOrder(
            Tuple.tuple("a.png", "rendered", null),
            Tuple.tuple("phone.heic", "failed", "damaged"),
            Tuple.tuple("web.avif", "failed", "damaged"),
            Tuple.tuple("z.jpg", "rendered", null));
    System.clearProperty(PROGRAM);
    Album whole = Album.in(folder.resolve("whole"));
    whole.file("phone.heic", resource("lossy.heic"));
    whole.file("web.avif", resource("lossy.avif"));
    assertThat(whole.render().code()).isZero();
    assertThat(Album.dreams(whole.output()))
        .containsOnlyKeys("dreams/phone.heic/conv1.jpg", "dreams/web.avif/conv1.jpg");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = Photos.class.getResourceAsStream("heif/" + name)) {
      return in.readAllBytes();
    }
  }
}
