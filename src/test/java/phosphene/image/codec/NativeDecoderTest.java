package phosphene.image.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import phosphene.image.Photos;
import phosphene.image.heif.HeifSamples;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/** Whatever a native decoder does, this process goes on: stand-ins crash, hang, and flood. */
@Timeout(120)
class NativeDecoderTest {
  @TempDir Path folder;

  @AfterEach
  void useTheRealOne() {
    System.clearProperty(NativeDecoder.PROGRAM);
  }

  @ParameterizedTest
  @CsvSource({
    "ABRT, its decoder crashed (signal 6)",
    "SEGV, its decoder crashed (signal 11)",
    "BUS, its decoder crashed (signal 7)",
    "XCPU, its decoder took more than 8 s"
  })
  void aCrashIsDamage(String signal, String message) throws IOException {
    useInstead("kill -" + signal + " $$");

    assertRefused("Cannot decode HEIF: " + message);
  }

  @Test
  void aCrashInMidPictureIsDamage() throws IOException {
    useInstead("head -c 5000 /dev/zero; cat > /dev/null; kill -ABRT $$");

    assertRefused("Cannot decode HEIF: its decoder crashed (signal 6)");
  }

  @Test
  void aFloodIsDamage() throws IOException {
    useInstead("exec yes");

    assertRefused("Cannot decode HEIF: it has more pixels than its header says");
  }

  @Test
  void nothingIsDamage() throws IOException {
    useInstead("cat > /dev/null");

    assertRefused("Cannot decode HEIF: it has fewer pixels than its header says");
  }

  @Test
  void endlessComplaintsAreNotKept() throws IOException {
    useInstead("cat > /dev/null; head -c 50000000 /dev/zero >&2; echo '[error] no' >&2; exit 1");

    assertThatThrownBy(NativeDecoderTest::decode)
        .hasMessageStartingWith("java.io.IOException: Cannot decode HEIF: ffmpeg ended with 1")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void complaintsAreDamageWhateverTheExitCode() throws IOException {
    useInstead("echo '[hevc @ 0x55] [error] no picture' >&2; head -c 18432 /dev/zero");

    assertRefused("Cannot decode HEIF: no picture");
  }

  /** Another try may go better: these are no reasons of the photo. */
  @ParameterizedTest
  @CsvSource({
    "kill -KILL $$, ended with 137",
    "kill -TERM $$, ended with 143",
    "exit 127, with 127"
  })
  void whatIsNotThePhotosFaultIsNoReasonToGiveItUp(String script, String message)
      throws IOException {
    useInstead(script);

    assertThatThrownBy(NativeDecoderTest::decode)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aDecoderThatIsNotThereIsNamed() {
    System.setProperty(NativeDecoder.PROGRAM, folder.resolve("absent").toString());

    assertThatThrownBy(NativeDecoderTest::decode)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void aHangIsEnded() throws IOException {
    List<String> command = List.of(script("exec sleep 1000").toString());
    var limits = new DecoderProcess.Limits(10, 1, 1L << 30);

    var ended = DecoderProcess.run(command, new byte[1 << 20], limits, in -> in.skipNBytes(10));

    assertThat(ended.late()).isTrue();
    assertThat(ended.samples()).isEqualTo(DecoderProcess.Count.FEWER);
  }

  @Test
  void endlessWorkIsEndedByItsProcessorTime() throws IOException {
    List<String> command = List.of(script("while :; do :; done").toString());
    var limits = new DecoderProcess.Limits(1, 100, 1L << 30);

    var ended = DecoderProcess.run(command, new byte[1], limits, in -> in.skipNBytes(10));

    assertThat(ended.late()).isFalse();
    assertThat(ended.status()).isIn(128 + 24, 128 + 9);
  }

  @Test
  void memoryBeyondTheLimitIsRefused() throws IOException {
    // dd's buffer: 300 MB of 100.
    List<String> command =
        List.of(script("exec dd if=/dev/zero of=/dev/null bs=300M count=1").toString());
    var limits = new DecoderProcess.Limits(10, 100, 100L << 20);

    var ended = DecoderProcess.run(command, new byte[1], limits, in -> in.skipNBytes(10));

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.said()).contains("memory");
  }

  @Test
  void anInterruptEndsTheDecoderToo() throws Exception {
    Path pid = folder.resolve("pid");
    useInstead("echo $$ > " + pid + ".part; mv " + pid + ".part " + pid + "; exec sleep 1000");
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                decode();
              } catch (RuntimeException e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    while (!Files.exists(pid)) {
      Thread.sleep(10);
    }

    thread.interrupt();
    thread.join();

    assertThat(thrown.get()).isInstanceOf(UncheckedIOException.class);
    assertThat(interrupted.get()).isTrue();
    long number = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(number).ifPresent(process -> process.onExit().join());
  }

  private static void decode() {
    Photos.decode(HeifSamples.file("lossless.heic"), 10_000);
  }

  private static void assertRefused(String message) {
    UnreadableImageException e =
        catchThrowableOfType(UnreadableImageException.class, NativeDecoderTest::decode);
    assertThat(e).hasMessage(message);
    assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
  }

  private void useInstead(String body) throws IOException {
    System.setProperty(NativeDecoder.PROGRAM, script(body).toString());
  }

  private Path script(String body) throws IOException {
    Path script = Files.writeString(folder.resolve("decoder"), "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
