package phosphene.engine;

/** One channel of one target in one image of the batch; each index counts from 0. */
public record TargetChannel(int target, int image, int channel) {}
