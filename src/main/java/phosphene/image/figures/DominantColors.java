package phosphene.image.figures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import phosphene.image.pixel.Levels;
import phosphene.image.pixel.Raster;

/**
 * The few colors that make up a picture: Lloyd's k-means in OKLab of its colors, coarsened to 5
 * bits a channel. Each start is the color that adds most to the error of those before (the
 * commonest first), and of equal ones the darkest in red, green, blue: nothing is drawn.
 */
final class DominantColors {
  private static final int MOST = 5;
  private static final int ROUNDS = 16;
  // Two colors of this distance are hardly told apart beside each other.
  private static final double NEAR = 0.04;
  private static final double LEAST_SHARE = 0.02;

  private DominantColors() {}

  /** The pixels of like colors. */
  private static final class Group {
    private final long[] sums = new long[3];
    private int count;

    void add(long red, long green, long blue, int pixels) {
      sums[0] += red;
      sums[1] += green;
      sums[2] += blue;
      count += pixels;
    }

    void add(Group other) {
      add(other.sums[0], other.sums[1], other.sums[2], other.count);
    }

    int rgb() {
      return mean(0) << 16 | mean(1) << 8 | mean(2);
    }

    private int mean(int channel) {
      return (int) ((2 * sums[channel] + count) / (2L * count));
    }
  }

  private record Sample(Group group, OkLab color) {
    static Sample of(Group group) {
      return new Sample(group, OkLab.of(group.rgb()));
    }
  }

  /** At most {@value #MOST}, the largest first. */
  static List<ColorShare> of(Raster raster) {
    List<Sample> samples = samples(raster);
    List<Sample> centers = starts(samples);
    for (int round = 0; round < ROUNDS; round++) {
      centers = assigned(samples, centers);
    }
    double pixels = (double) raster.width() * raster.height();
    return merged(centers).stream()
        .filter(center -> center.group().count >= LEAST_SHARE * pixels)
        .sorted(
            Comparator.comparingInt((Sample center) -> -center.group().count)
                .thenComparing(center -> center.group().rgb()))
        .map(center -> share(center, pixels))
        .toList();
  }

  private static ColorShare share(Sample center, double pixels) {
    return new ColorShare(
        String.format(Locale.ROOT, "#%06x", center.group().rgb()),
        BasicColor.nearest(center.color()).word(),
        (float) (center.group().count / pixels));
  }

  private static List<Sample> samples(Raster raster) {
    Map<Integer, Group> bins = new TreeMap<>();
    float[] planes = raster.planes();
    int area = planes.length / 3;
    for (int i = 0; i < area; i++) {
      int red = Levels.level(planes[i]);
      int green = Levels.level(planes[area + i]);
      int blue = Levels.level(planes[2 * area + i]);
      bins.computeIfAbsent(red >> 3 << 10 | green >> 3 << 5 | blue >> 3, any -> new Group())
          .add(red, green, blue, 1);
    }
    return bins.values().stream().map(Sample::of).toList();
  }

  private static List<Sample> starts(List<Sample> samples) {
    List<Sample> starts = new ArrayList<>();
    double[] nearest = new double[samples.size()];
    java.util.Arrays.fill(nearest, 1);
    while (starts.size() < Math.min(MOST, samples.size())) {
      int best = 0;
      for (int i = 1; i < nearest.length; i++) {
        if (error(samples, nearest, i) > error(samples, nearest, best)) {
          best = i;
        }
      }
      Sample start = samples.get(best);
      for (int i = 0; i < nearest.length; i++) {
        double distance = samples.get(i).color().distance(start.color());
        nearest[i] = starts.isEmpty() ? distance : Math.min(nearest[i], distance);
      }
      starts.add(start);
    }
    return starts;
  }

  private static double error(List<Sample> samples, double[] nearest, int i) {
    return samples.get(i).group().count * nearest[i];
  }

  /** The means of the samples that each center is nearest to; a center without samples goes. */
  private static List<Sample> assigned(List<Sample> samples, List<Sample> centers) {
    List<Group> groups = centers.stream().map(center -> new Group()).toList();
    for (Sample sample : samples) {
      int best = 0;
      for (int i = 1; i < centers.size(); i++) {
        if (sample.color().distance(centers.get(i).color())
            < sample.color().distance(centers.get(best).color())) {
          best = i;
        }
      }
      groups.get(best).add(sample.group());
    }
    return groups.stream().filter(group -> group.count > 0).map(Sample::of).toList();
  }

  /** Centers that are hardly told apart become one. */
  private static List<Sample> merged(List<Sample> centers) {
    List<Sample> merged = new ArrayList<>();
    for (Sample center : centers) {
      int like = 0;
      while (like < merged.size()
          && merged.get(like).color().distance(center.color()) > NEAR * NEAR) {
        like++;
      }
      if (like == merged.size()) {
        merged.add(center);
      } else {
        Group both = new Group();
        both.add(merged.get(like).group());
        both.add(center.group());
        merged.set(like, Sample.of(both));
      }
    }
    return merged;
  }
}
