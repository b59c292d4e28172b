package phosphene.image.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import phosphene.Deterministic;
import phosphene.plan.TileKey;

/** Streams that any zlib inflates, and that are the same on every machine. */
@Deterministic
class ZlibTest {
  private static final int[] LENGTHS = {
    0,
    1,
    2,
    3,
    4,
    5,
    257,
    258,
    259,
    300,
    16_383,
    16_384,
    16_385,
    32_767,
    32_768,
    32_769,
    65_535,
    65_536,
    70_000,
    (1 << 20) - 1,
    1 << 20,
    (1 << 20) + 1,
    (1 << 20) + (1 << 15),
    3_000_000
  };

  static IntStream lengths() {
    return Arrays.stream(LENGTHS);
  }

  private enum Kind {
    ZEROS {
      @Override
      int value(int at, SplittableRandom random) {
        return 0;
      }
    },
    NOISE {
      @Override
      int value(int at, SplittableRandom random) {
        return random.nextInt();
      }
    },
    FEW {
      @Override
      int value(int at, SplittableRandom random) {
        return random.nextInt(3);
      }
    },
    /** Halved with each step: codes would be longer than 15 bits. */
    STEEP {
      @Override
      int value(int at, SplittableRandom random) {
        return Integer.numberOfTrailingZeros(at | 1 << 20);
      }
    },
    WAVES {
      @Override
      int value(int at, SplittableRandom random) {
        return (int) (60 * Math.sin(at * 0.01) + 60 * Math.sin(at * 0.0137)) + random.nextInt(2);
      }
    },
    PERIODS {
      @Override
      int value(int at, SplittableRandom random) {
        return at % 40_000 * (at % 40_000) >> 3;
      }
    },
    /** Repeated at exactly the window's length. */
    WINDOW {
      @Override
      int value(int at, SplittableRandom random) {
        return new SplittableRandom(at % 32_768).nextInt();
      }
    };

    abstract int value(int at, SplittableRandom random);

    byte[] of(int length) {
      SplittableRandom random = new SplittableRandom(length);
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) value(i, random);
      }
      return bytes;
    }
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void whatIsInflatedIsWhatWasCompressed(int length) throws IOException {
    for (Kind kind : Kind.values()) {
      byte[] bytes = kind.of(length);
      assertThat(inflated(compressed(bytes, 10_007))).as(kind.name()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void bytesDoNotDependOnHowTheyCome(Kind kind) {
    byte[] bytes = kind.of(2_500_000);

    assertThat(compressed(bytes, 1)).isEqualTo(compressed(bytes, bytes.length));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void itIsAboutAsSmallAsThatOfZlib(Kind kind) {
    byte[] bytes = kind.of(1_000_000);
    byte[] theirs = new byte[2_000_000];
    Deflater zlib = new Deflater();
    zlib.setInput(bytes);
    zlib.finish();
    int most = zlib.deflate(theirs);
    zlib.end();

    assertThat(compressed(bytes, bytes.length).length).isLessThan((int) (1.1 * most) + 100);
  }

  /** Bytes that some machine gave once: whoever changes them makes all galleries differ. */
  @Test
  void bytesAreTheseOnEveryMachine() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Kind kind : new Kind[] {Kind.ZEROS, Kind.NOISE, Kind.FEW, Kind.STEEP, Kind.PERIODS}) {
      all.writeBytes(compressed(kind.of(100_000), 1000));
    }

    assertThat(TileKey.sha256(all.toByteArray()))
        .isEqualTo("d9babb6ef8a294be8b944d9912b975aaa40edfb2a4f6c8ab5d26a96a04650187");
  }

  private static byte[] compressed(byte[] bytes, int together) {
    Zlib zlib = new Zlib(bytes.length);
    for (int from = 0; from < bytes.length; from += together) {
      zlib.write(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + together)));
    }
    return zlib.end();
  }

  private static byte[] inflated(byte[] stream) throws IOException {
    return new InflaterInputStream(new ByteArrayInputStream(stream)).readAllBytes();
  }
}
