package phosphene.cluster;

import java.io.Serializable;
import phosphene.gallery.Provenance;

/**
 * What all flights of a job have in common.
 *
 * @param start bytes of the photo that flights begin with; none if they begin with noise
 * @param output the gallery
 */
record FlightOrder(NetworkTicket ticket, byte[] start, Provenance provenance, String output)
    implements Serializable {}
