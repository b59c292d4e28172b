package phosphene.gallery;

/** A class and its probability; {@code index} counts from 0. */
public record ClassProbability(int index, String name, float probability) {}
