package phosphene.job.scan;

import java.io.Serializable;
import phosphene.gallery.Provenance;
import phosphene.gallery.store.PhotoCollection;
import phosphene.job.run.ShippedNetwork;

/**
 * What all scans of a job have in common.
 *
 * @param job canonical JSON
 * @param output the gallery
 */
record ScanContext(
    ShippedNetwork ticket,
    String job,
    PhotoCollection.Place place,
    Provenance provenance,
    String output)
    implements Serializable {}
