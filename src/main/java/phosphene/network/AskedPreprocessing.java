package phosphene.network;

import java.util.Collections;
import java.util.List;
import phosphene.spec.Normalization;
import phosphene.spec.Normalization.Named;
import phosphene.spec.Normalization.Order;
import phosphene.spec.Normalization.Stated;
import phosphene.spec.SpecException;

/** The {@link Preprocessing} that a job asks for, for networks of one channel and of three. */
final class AskedPreprocessing {
  private static final String KEY = "preprocessing";

  private AskedPreprocessing() {}

  static Preprocessing of(Normalization asked, int channels) {
    if (asked instanceof Named named) {
      return channels == 1 ? grey(named) : colored(named);
    }
    if (asked instanceof Stated stated) {
      return stated(stated, channels);
    }
    throw new AssertionError(asked);
  }

  private static Preprocessing colored(Named named) {
    return switch (named) {
      case UNIT -> Preprocessing.unit();
      case SIGNED -> new Preprocessing(List.of(0, 1, 2), 2 / 255.0, List.of(1.0, 1.0, 1.0));
      case CAFFE -> Preprocessing.bgr(103.939, 116.779, 123.68);
      case TORCH -> Preprocessing.torch();
    };
  }

  private static Preprocessing grey(Named named) {
    return switch (named) {
      case UNIT -> Preprocessing.grey();
      case SIGNED -> new Preprocessing(List.of(Preprocessing.GREY), 2 / 255.0, List.of(1.0));
      case CAFFE, TORCH ->
          throw invalid(
              named.text(),
              "unit, signed, or a mapping with one mean and std: the network takes one channel,"
                  + " grey");
    };
  }

  private static Preprocessing stated(Stated stated, int channels) {
    List<Double> mean = stated.mean().values(KEY + ".mean", channels);
    List<Double> deviation = stated.std().values(KEY + ".std", channels);
    return new Preprocessing(
            order(stated.order(), channels),
            stated.range() / 255.0,
            Collections.nCopies(channels, 0.0))
        .standardized(mean, deviation);
  }

  private static List<Integer> order(Order order, int channels) {
    if (channels == 1) {
      if (order == Order.BGR) {
        throw new SpecException(
                "Invalid preprocessing.order: bgr (must be left out: the network takes one channel,"
                    + " grey)")
            .in(KEY + ".order");
      }
      return List.of(Preprocessing.GREY);
    }
    return switch (order) {
      case RGB -> List.of(0, 1, 2);
      case BGR -> List.of(2, 1, 0);
    };
  }

  private static SpecException invalid(String value, String rule) {
    return new SpecException("Invalid " + KEY + ": " + value + " (must be " + rule + ")").in(KEY);
  }
}
