package phosphene.network;

/**
 * A unit that feeds another one.
 *
 * @param layer the convolution or dense layer that makes the channel, or {@link Architecture#INPUT}
 * @param channel of that layer; of the input 0 for red, 1 for green, 2 for blue, in whatever order
 *     the network takes them
 * @param weight how strongly it feeds: positive excites, negative inhibits
 */
public record Feeder(String layer, int channel, float weight) {}
