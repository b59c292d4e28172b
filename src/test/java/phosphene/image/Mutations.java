package phosphene.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import phosphene.image.pixel.Photo;
import phosphene.image.pixel.UnreadableImageException;

/**
 * Seeded changes of files: bits flipped, the end cut off, lengths forged, ranges lost, doubled or
 * zeroed. The same arguments give the same files on every machine.
 *
 * <p>To see how a format stands them, in one line: {@code Mutations.of(7, 200, whole,
 * other).decoded(PIXEL_LIMIT)}. It decodes every file and fails at the first that is neither a
 * {@link Photo} nor an {@link UnreadableImageException}, or that takes more of the heap than a
 * picture at the limit may; what became of them comes back as counts. A hang is for the caller's
 * {@code @Timeout} to find, and the name of each file says how to make it again.
 */
record Mutations(List<Mutant> mutants) {
  /** Values of lengths and counts that break arithmetic: 0, 1, and the ends of all widths. */
  private static final long[] EDGES = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fffffffL,
    0x80000000L,
    0xfffffffeL,
    0xffffffffL,
    0x40000000L,
    0x55555556L
  };

  // Headers are there, and every byte of them means something.
  private static final int HEAD = 400;

  // What a decoder may take for itself beside pixels: tables, profiles, streams.
  private static final long TABLES = 48L << 20;
  // Bytes a pixel at the limit: 16 bits of four colors, decoded, converted and as levels.
  private static final long PIXEL = 40;
  // Copies of the file.
  private static final long COPIES = 16;

  Mutations {
    mutants = List.copyOf(mutants);
  }

  /**
   * A changed file.
   *
   * @param name what was changed, with the number of the file that it was
   */
  record Mutant(String name, byte[] bytes) {}

  /** {@code count} files, made of each of {@code wholes} in turn. */
  static Mutations of(long seed, int count, byte[]... wholes) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Mutant> mutants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] whole = wholes[i % wholes.length];
      String of = i + ", of file " + i % wholes.length + " with seed " + seed + ": ";
      mutants.add(
          switch (random.nextInt(6)) {
            case 0, 1 -> flipped(of, whole, random);
            case 2 -> cut(of, whole, random);
            case 3, 4 -> forged(of, whole, random);
            default -> moved(of, whole, random);
          });
    }
    return new Mutations(mutants);
  }

  /** These with something made good, such as checksums, so that changes reach what lies behind. */
  Mutations repaired(UnaryOperator<byte[]> repair) {
    return new Mutations(
        mutants.stream()
            .map(mutant -> new Mutant(mutant.name + ", repaired", repair.apply(mutant.bytes)))
            .toList());
  }

  /** These and others. */
  Mutations and(Mutations others) {
    List<Mutant> all = new ArrayList<>(mutants);
    all.addAll(others.mutants);
    return new Mutations(all);
  }

  /**
   * Decodes all, and looks at the header of each.
   *
   * @return how many became photos ({@code PHOTO}), and how many were refused for which reason
   */
  Map<String, Integer> decoded(long pixelLimit) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Mutant mutant : mutants) {
      var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
      long before = threads.getCurrentThreadAllocatedBytes();
      counts.merge(outcome(mutant, pixelLimit), 1, Integer::sum);
      long used = threads.getCurrentThreadAllocatedBytes() - before;
      assertThat(used)
          .as("bytes allocated for %s", mutant.name)
          .isLessThan(TABLES + PIXEL * pixelLimit + COPIES * mutant.bytes.length);
    }
    return counts;
  }

  private static String outcome(Mutant mutant, long pixelLimit) {
    try {
      Photos.extent(mutant.bytes, pixelLimit);
    } catch (UnreadableImageException e) {
      assertThat(e).as(mutant.name).hasMessageStartingWith("Cannot decode ");
    } catch (RuntimeException | Error e) {
      throw new AssertionError("the header of " + mutant.name, e);
    }
    try {
      Photo photo = Photos.decode(mutant.bytes, pixelLimit);
      long pixels = (long) photo.levels().width() * photo.levels().height();
      assertThat(pixels).as(mutant.name).isBetween(1L, pixelLimit);
      return "PHOTO";
    } catch (UnreadableImageException e) {
      assertThat(e).as(mutant.name).hasMessageStartingWith("Cannot decode ");
      return e.reason().name();
    } catch (AssertionError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new AssertionError(mutant.name, e);
    }
  }

  private static Mutant flipped(String of, byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips; i++) {
      bytes[place(bytes.length, 1, random)] ^= (byte) (1 << random.nextInt(8));
    }
    return new Mutant(of + flips + " bits flipped", bytes);
  }

  private static Mutant cut(String of, byte[] whole, SplittableRandom random) {
    int length = 1 + place(whole.length, 1, random);
    return new Mutant(of + "cut to " + length, Arrays.copyOf(whole, length));
  }

  /** One or two numbers of one, two or four bytes become others, in either order of bytes. */
  private static Mutant forged(String of, byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    StringBuilder name = new StringBuilder(of);
    for (int i = random.nextInt(2); i >= 0; i--) {
      int width = Math.min(bytes.length, 1 << random.nextInt(3));
      int at = place(bytes.length, width, random);
      long value = edge(bytes.length, random);
      boolean little = random.nextBoolean();
      for (int b = 0; b < width; b++) {
        bytes[at + b] = (byte) (value >> 8 * (little ? b : width - 1 - b));
      }
      name.append(value).append(" in ").append(width).append(" bytes at ").append(at).append(' ');
    }
    return new Mutant(name.toString(), bytes);
  }

  private static long edge(int length, SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt();
      case 1 -> length - 2L + random.nextInt(4);
      default -> EDGES[random.nextInt(EDGES.length)];
    };
  }

  /** A range is lost, doubled or zeroed. */
  private static Mutant moved(String of, byte[] whole, SplittableRandom random) {
    int from = place(whole.length, 1, random);
    int length = 1 + random.nextInt(Math.min(64, whole.length - from));
    byte[] before = Arrays.copyOf(whole, from);
    byte[] range = Arrays.copyOfRange(whole, from, from + length);
    byte[] after = Arrays.copyOfRange(whole, from + length, whole.length);
    return switch (random.nextInt(3)) {
      case 0 -> new Mutant(of + length + " lost at " + from, Samples.join(before, after));
      case 1 ->
          new Mutant(of + length + " twice at " + from, Samples.join(before, range, range, after));
      default ->
          new Mutant(
              of + length + " zeros at " + from, Samples.join(before, new byte[length], after));
    };
  }

  /** Where something of this width may lie: as often among the first bytes as anywhere. */
  private static int place(int length, int width, SplittableRandom random) {
    int places = length - width + 1;
    return random.nextInt(random.nextBoolean() ? Math.min(HEAD, places) : places);
  }
}
