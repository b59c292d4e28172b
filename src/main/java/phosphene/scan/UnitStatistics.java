package phosphene.scan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import phosphene.image.pixel.Area;

/**
 * How strongly the photos of a collection excite one unit. Two of other photos can be merged, in
 * any order.
 */
public final class UnitStatistics implements Serializable {
  /** So many photos of each unit are named. */
  public static final int TOP = 9;

  private static final long serialVersionUID = 1;
  private static final Comparator<Top> STRONGEST =
      Comparator.<Top>comparingDouble(top -> -top.maximum()).thenComparing(Top::photo);

  private long photos;
  private long fired;
  private float maximum = Float.NEGATIVE_INFINITY;
  private double sum;
  private float meanMaximum = Float.NEGATIVE_INFINITY;
  private float meanMaximumBefore = Float.NEGATIVE_INFINITY;
  private final LogHistogram peaks;
  private final List<Top> top = new ArrayList<>();

  /** Of no photo. */
  public UnitStatistics() {
    this(new LogHistogram());
  }

  private UnitStatistics(LogHistogram peaks) {
    this.peaks = peaks;
  }

  /**
   * A photo that excites a unit.
   *
   * @param maximum the largest value after the nonlinearity
   * @param box what its position sees of the photo
   */
  public record Top(String photo, float maximum, Area box) implements Serializable {}

  /**
   * The figures of a statistics that {@link #of} takes back.
   *
   * @param photos that were looked at
   * @param fired those in which the unit fires
   * @param maximum the largest value, as {@link LayerFigures} has it
   * @param sum of the means over all positions, after the nonlinearity
   * @param meanMaximum the largest mean over all positions, after the nonlinearity
   * @param meanMaximumBefore the same before the nonlinearity
   */
  public record State(
      long photos,
      long fired,
      float maximum,
      double sum,
      float meanMaximum,
      float meanMaximumBefore) {}

  /** A statistics of figures that were kept. */
  public static UnitStatistics of(State state, LogHistogram peaks, List<Top> top) {
    UnitStatistics statistics = new UnitStatistics(peaks);
    statistics.photos = state.photos();
    statistics.fired = state.fired();
    statistics.maximum = state.maximum();
    statistics.sum = state.sum();
    statistics.meanMaximum = state.meanMaximum();
    statistics.meanMaximumBefore = state.meanMaximumBefore();
    statistics.top.addAll(top);
    return statistics;
  }

  /**
   * Counts a photo.
   *
   * @param peak the unit's largest value in it, as {@link LayerFigures} has it
   * @param box of a position in the photo
   */
  public void add(
      String photo, float peak, float mean, float meanBefore, int position, IntFunction<Area> box) {
    photos++;
    fired += peak > 0 ? 1 : 0;
    maximum = Math.max(maximum, peak);
    sum += mean;
    meanMaximum = Math.max(meanMaximum, mean);
    meanMaximumBefore = Math.max(meanMaximumBefore, meanBefore);
    peaks.add(peak);
    if (peak > 0 && (top.size() < TOP || peak >= top.get(TOP - 1).maximum())) {
      top.add(new Top(photo, peak, box.apply(position)));
      trim();
    }
  }

  /** Counts all that another has counted. */
  public UnitStatistics add(UnitStatistics other) {
    photos += other.photos;
    fired += other.fired;
    maximum = Math.max(maximum, other.maximum);
    sum += other.sum;
    meanMaximum = Math.max(meanMaximum, other.meanMaximum);
    meanMaximumBefore = Math.max(meanMaximumBefore, other.meanMaximumBefore);
    peaks.add(other.peaks);
    top.addAll(other.top);
    trim();
    return this;
  }

  private void trim() {
    top.sort(STRONGEST);
    while (top.size() > TOP) {
      top.remove(top.size() - 1);
    }
  }

  public State state() {
    return new State(photos, fired, maximum, sum, meanMaximum, meanMaximumBefore);
  }

  /** The largest values of all photos. */
  public LogHistogram peaks() {
    return peaks;
  }

  /** The photos that excite the unit most, the strongest first. */
  public List<Top> top() {
    return List.copyOf(top);
  }
}
