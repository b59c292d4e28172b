package phosphene.image.figures;

import java.io.Serializable;

/**
 * A color and how much of a picture has it.
 *
 * @param color such as {@code #d04040}
 * @param name a basic color term, such as {@code red}
 * @param share of the pixels, 0 to 1
 */
public record ColorShare(String color, String name, float share) implements Serializable {}
