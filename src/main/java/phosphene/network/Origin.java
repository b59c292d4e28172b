package phosphene.network;

/**
 * A channel of one of a layer's inputs.
 *
 * @param input which of the inputs, from 0
 * @param channel of that input
 */
public record Origin(int input, int channel) {}
