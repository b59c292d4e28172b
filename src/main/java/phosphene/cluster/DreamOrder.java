package phosphene.cluster;

import java.io.Serializable;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.Provenance;

/**
 * What all dreams of a job have in common.
 *
 * @param job canonical JSON
 * @param guide bytes of the guide photo; none if there is no guide
 * @param identity what the key of each dream takes from the job, see {@link
 *     phosphene.plan.DreamKey}
 * @param output the gallery
 */
record DreamOrder(
    NetworkTicket ticket,
    String job,
    PhotoCollection.Place place,
    byte[] guide,
    String identity,
    Provenance provenance,
    String output)
    implements Serializable {}
