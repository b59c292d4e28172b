package phosphene.gallery;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a network takes the image of a class for.
 *
 * @param network by its name
 * @param networkSha256 of its weights
 * @param index of its likeliest class, among its own
 * @param name of that class; empty if it is not known
 * @param probability that it gives it
 * @param same whether that is the class that the image is of; null if the network has no such class
 */
public record Judgement(
    String network,
    String networkSha256,
    int index,
    String name,
    double probability,
    @Nullable Boolean same)
    implements Serializable {}
