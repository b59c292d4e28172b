package phosphene.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import phosphene.spec.Normalization;
import phosphene.spec.Normalization.Named;
import phosphene.spec.Normalization.Order;
import phosphene.spec.Normalization.PerChannel;
import phosphene.spec.Normalization.Stated;
import phosphene.spec.SpecException;

class AskedPreprocessingTest {
  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> DEVIATION = List.of(0.229, 0.224, 0.225);

  /** Keys of tiles are digests of these texts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNIT | order [0, 1, 2] scale 0.00392156862745098 mean [0.0, 0.0, 0.0]",
        "SIGNED | order [0, 1, 2] scale 0.00784313725490196 mean [1.0, 1.0, 1.0]",
        "CAFFE | order [2, 1, 0] scale 1.0 mean [103.939, 116.779, 123.68]"
      })
  void aNameMeansWhatItAlwaysMeant(Named name, String text) {
    assertThat(of(name, 3).text()).isEqualTo(text);
  }

  @Test
  void whatIsStatedLikeANameIsTheSame() {
    assertThat(of(stated(PerChannel.of(MEAN), PerChannel.of(DEVIATION), 1, Order.RGB), 3))
        .isEqualTo(Preprocessing.torch())
        .isEqualTo(of(Named.TORCH, 3));
    assertThat(of(stated(PerChannel.of(0), PerChannel.of(1), 1, Order.RGB), 3))
        .isEqualTo(Preprocessing.unit());
    assertThat(of(stated(PerChannel.of(0), PerChannel.of(1), 1, Order.RGB), 1))
        .isEqualTo(Preprocessing.grey());
    PerChannel imagenet = PerChannel.of(List.of(103.939, 116.779, 123.68));
    assertThat(of(stated(imagenet, PerChannel.of(1), 255, Order.BGR), 3))
        .isEqualTo(of(Named.CAFFE, 3));
  }

  @Test
  void pixelsOfTheRangeLessAMeanByADeviation() {
    Preprocessing pixels =
        of(stated(PerChannel.of(List.of(1.0, 2.0, 3.0)), PerChannel.of(4), 255, Order.BGR), 3);

    assertThat(pixels.order()).containsExactly(2, 1, 0);
    for (int channel = 0; channel < 3; channel++) {
      double white = 255 * pixels.scale().get(channel) - pixels.mean().get(channel);
      assertThat(white).isEqualTo((255 - (channel + 1)) / 4.0);
    }
  }

  @Test
  void aNetworkOfOneChannelSeesGrey() {
    assertThat(of(stated(PerChannel.of(List.of(0.5)), PerChannel.of(0.25), 1, Order.RGB), 1))
        .isEqualTo(new Preprocessing(List.of(3), 4 / 255.0, List.of(2.0)));
    assertThat(of(Named.SIGNED, 1))
        .isEqualTo(new Preprocessing(List.of(3), 2 / 255.0, List.of(1.0)));
  }

  @Test
  void whatANetworkHasNoChannelsForIsRefused() {
    refused(
        stated(PerChannel.of(MEAN), PerChannel.of(1), 1, Order.RGB),
        1,
        "Invalid preprocessing.mean: 3 numbers (must be one number, or a list of 1: the network"
            + " takes 1 channel)");
    refused(
        stated(PerChannel.of(0), PerChannel.of(List.of(1.0)), 1, Order.RGB),
        3,
        "Invalid preprocessing.std: 1 number (must be one number, or a list of 3: the network takes"
            + " 3 channels)");
    refused(
        stated(PerChannel.of(0), PerChannel.of(1), 1, Order.BGR),
        1,
        "Invalid preprocessing.order: bgr (must be left out: the network takes one channel, grey)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Named.class,
      names = {"CAFFE", "TORCH"})
  void meansOfColorsAreNoneOfGrey(Named name) {
    refused(
        name,
        1,
        "Invalid preprocessing: "
            + name.text()
            + " (must be unit, signed, or a mapping with one mean and std: the network takes one"
            + " channel, grey)");
  }

  private static Stated stated(PerChannel mean, PerChannel std, double range, Order order) {
    return new Stated(mean, std, range, order);
  }

  private static Preprocessing of(Normalization asked, int channels) {
    return Preprocessing.of(asked, channels);
  }

  private static void refused(Normalization asked, int channels, String message) {
    assertThatThrownBy(() -> of(asked, channels))
        .isInstanceOf(SpecException.class)
        .hasMessage(message);
  }
}
