package phosphene.gallery;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A unit that feeds the unit of a tile, as rows and images state it.
 *
 * @param layer a layer's name, or {@code input} for the image
 * @param channel of that layer; of the image 0 for red, 1 for green, 2 for blue
 * @param weight how strongly it feeds: positive excites, negative inhibits
 */
public record FeedingUnit(String layer, int channel, float weight) implements Serializable {
  /** All in one line, such as {@code conv1/3 0.5, conv1/0 -0.25}. */
  public static String text(List<FeedingUnit> inputs) {
    return inputs.stream()
        .map(input -> input.layer + "/" + input.channel + " " + input.weight)
        .collect(Collectors.joining(", "));
  }
}
