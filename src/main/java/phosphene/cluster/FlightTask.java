package phosphene.cluster;

import java.io.Serializable;
import phosphene.plan.FlightKey;

/**
 * A flight that is to be made, from its first frame or from where it was left.
 *
 * @param path canonical JSON
 * @param steps of ascent of all frames
 * @param flop floating point operations of all frames
 */
record FlightTask(String name, FlightKey key, String path, int frames, long steps, double flop)
    implements Serializable {}
