package phosphene.cluster;

import java.io.Serializable;
import phosphene.gallery.PhotoCollection;
import phosphene.gallery.Provenance;

/**
 * What all scans of a job have in common.
 *
 * @param job canonical JSON
 * @param output the gallery
 */
record ScanOrder(
    NetworkTicket ticket,
    String job,
    PhotoCollection.Place place,
    Provenance provenance,
    String output)
    implements Serializable {}
