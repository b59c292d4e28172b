/**
 * What a gallery is: its layout and manifest, what images are described by, receipts, outcomes and
 * what a verification finds.
 */
@org.jspecify.annotations.NullMarked
package phosphene.gallery;
