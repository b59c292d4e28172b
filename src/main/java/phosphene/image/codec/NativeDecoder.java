package phosphene.image.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import phosphene.image.pixel.Format;
import phosphene.image.pixel.UnreadableImageException;
import phosphene.image.pixel.UnreadableImageException.Reason;

/**
 * FFmpeg's decoders of still pictures. They get compressed pictures whose container was taken off
 * here, and give samples as they are stored: FFmpeg neither scales nor converts.
 */
public final class NativeDecoder {
  /** Names another program in FFmpeg's place. */
  static final String PROGRAM = "phosphene.ffmpeg";

  // 25 ms are usual; 12 megapixels take 0.2 s.
  private static final long SECONDS = 8;
  private static final long PIXELS_A_SECOND = 2_000_000;
  // How much slower a clock may be than a processor that others want, too.
  private static final long WAITING = 8;

  // FFmpeg and its libraries take 0.15 GB of addresses; a decoder holds several pictures.
  private static final long MEMORY = 512L << 20;
  private static final long MEMORY_OF_PIXEL = 32;

  // Signals of a crash: illegal instruction, abort, bus error, arithmetic, memory.
  private static final List<Integer> CRASHES = List.of(4, 6, 7, 8, 11);
  // Signals by which others end a process: hangup, interrupt, kill, terminate.
  private static final List<Integer> ENDED = List.of(1, 2, 9, 15);
  private static final int OUT_OF_TIME = 24;
  private static final int SIGNAL = 128;

  private static final int MOST_SHOWN = 300;
  private static final Pattern ERROR = Pattern.compile("\\[(?:error|fatal)\\] (.*)");
  private static final Pattern FRAME =
      Pattern.compile("fmt:(\\w+) cl:(\\w+) sar:\\S+ s:(\\d+)x(\\d+)");
  private static final Pattern COLOR =
      Pattern.compile(
          "color_range:(\\w+) color_space:(\\S+) color_primaries:(\\S+) color_trc:(\\S+)");

  private final Format format;

  public NativeDecoder(Format format) {
    this.format = format;
  }

  public Format format() {
    return format;
  }

  /** A kind of compressed picture: FFmpeg's names of its container and its decoder. */
  public enum Codec {
    HEVC("hevc", "hevc"),
    AV1("ivf", "libaom-av1"),
    WEBP("webp_pipe", "webp");

    private final String container;
    private final String decoder;

    Codec(String container, String decoder) {
      this.container = container;
      this.decoder = decoder;
    }
  }

  /**
   * What a decoder says of the first picture.
   *
   * @param samples FFmpeg's name of their kind, such as {@code yuv420p10le}
   * @param siting where chroma samples lie, such as {@code left}
   * @param range {@code pc} for all values, {@code tv} for fewer, else unknown
   * @param matrix FFmpeg's name, such as {@code bt709}
   */
  public record FrameInfo(
      String samples,
      String siting,
      int width,
      int height,
      String range,
      String matrix,
      String primaries,
      String transfer) {}

  /**
   * Decodes pictures one after the other.
   *
   * @param pixels of the largest
   * @param allPixels of all together
   * @param sink takes all of their samples
   * @throws UnreadableImageException if they are damaged, or the decoder fails over them
   */
  public FrameInfo decode(
      Codec codec, byte[] file, long pixels, long allPixels, DecoderProcess.Sink sink) {
    long seconds = SECONDS + allPixels / PIXELS_A_SECOND;
    var limits =
        new DecoderProcess.Limits(seconds, seconds * WAITING, MEMORY + pixels * MEMORY_OF_PIXEL);
    DecoderProcess.Ended ended = DecoderProcess.run(command(codec, pixels), file, limits, sink);
    check(ended, seconds);
    return frameInfo(ended.said());
  }

  private static List<String> command(Codec codec, long pixels) {
    List<String> command = new ArrayList<>();
    command.add(program());
    command.addAll(words("-hide_banner -nostats -nostdin -loglevel level+info -threads 1"));
    // A little more than the picture: codecs have whole blocks.
    command.addAll(words("-max_pixels " + (2 * pixels + (1 << 20))));
    command.addAll(words("-f " + codec.container + " -c:v " + codec.decoder + " -i pipe:0"));
    command.addAll(words("-noautoscale -fps_mode passthrough -vf showinfo=checksum=0"));
    command.addAll(words("-threads 1 -filter_threads 1 -f rawvideo pipe:1"));
    return command;
  }

  private static String program() {
    try {
      String named = System.getProperty(PROGRAM);
      return named == null ? Unpacked.FFMPEG : named;
    } catch (LinkageError e) {
      throw new IllegalStateException("Cannot unpack ffmpeg: " + e, e);
    }
  }

  /** Unpacked when it is first used, which takes a second. */
  private static final class Unpacked {
    static final String FFMPEG = Loader.load(org.bytedeco.ffmpeg.ffmpeg.class);
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }

  private void check(DecoderProcess.Ended ended, long seconds) {
    int signal = ended.status() - SIGNAL;
    if (ended.late() || signal == OUT_OF_TIME) {
      throw refusal(Reason.DAMAGED, "its decoder took more than " + seconds + " s");
    }
    if (ended.samples() == DecoderProcess.Count.MORE) {
      throw refusal(Reason.DAMAGED, "it has more pixels than its header says");
    }
    if (CRASHES.contains(signal)) {
      throw refusal(Reason.DAMAGED, "its decoder crashed (signal " + signal + ")");
    }
    Optional<String> error = error(ended.said());
    // Not the file's fault, as far as can be seen: someone ended it, or it did not start.
    if (ENDED.contains(signal) || (ended.status() != 0 && error.isEmpty())) {
      String said = shown(ended.said());
      throw new UncheckedIOException(
          new IOException(
              "Cannot decode " + format + ": ffmpeg ended with " + ended.status() + " " + said));
    }
    error.ifPresent(
        said -> {
          boolean large = said.contains("Cannot allocate") || said.contains("max pixel count");
          throw refusal(large ? Reason.TOO_LARGE : Reason.DAMAGED, said);
        });
    if (ended.samples() == DecoderProcess.Count.FEWER) {
      throw refusal(Reason.DAMAGED, "it has fewer pixels than its header says");
    }
  }

  /** The first complaint, without addresses of memory. */
  private static Optional<String> error(String said) {
    Matcher matcher = ERROR.matcher(said);
    return matcher.find() ? Optional.of(shown(matcher.group(1))) : Optional.empty();
  }

  private static String shown(String said) {
    String plain = said.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.substring(0, Math.min(MOST_SHOWN, plain.length()));
  }

  private FrameInfo frameInfo(String said) {
    Matcher frame = FRAME.matcher(said);
    Matcher color = COLOR.matcher(said);
    if (!frame.find() || !color.find(frame.end())) {
      throw refusal(Reason.DAMAGED, "its decoder says nothing of it");
    }
    return new FrameInfo(
        frame.group(1),
        frame.group(2),
        Integer.parseInt(frame.group(3)),
        Integer.parseInt(frame.group(4)),
        color.group(1),
        color.group(2),
        color.group(3),
        color.group(4));
  }

  public UnreadableImageException refusal(Reason reason, String why) {
    return new UnreadableImageException(reason, "Cannot decode " + format + ": " + why);
  }
}
