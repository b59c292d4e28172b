package phosphene.verify;

import java.io.Serializable;

/**
 * An image as its last row describes it.
 *
 * @param path in the gallery; empty if the row names none
 * @param sha256 lower-case hex; empty if the row has none
 */
public record IndexedImage(String key, String path, long bytes, String sha256)
    implements Serializable {}
