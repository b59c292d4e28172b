package phosphene.network;

/**
 * The trained values of one node, row-major.
 *
 * @param kernel in the order that the layer's Javadoc gives; owned by this record, not to be
 *     written
 * @param bias one value per output channel; owned by this record, not to be written
 */
public record Weights(float[] kernel, float[] bias) {}
