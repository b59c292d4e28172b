package phosphene.job.flight;

import java.io.Serializable;
import phosphene.plan.FlightKey;

/**
 * A flight whose frames are all there and are to be made a film of.
 *
 * @param path canonical JSON
 * @param frames how many there are
 * @param fps frames a second
 * @param side of the frames in pixels
 */
record FilmTask(String flight, FlightKey key, String path, int frames, int fps, int side)
    implements Serializable {}
