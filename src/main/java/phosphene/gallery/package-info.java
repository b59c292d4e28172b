/**
 * What exists: the object store, the key layout, receipts, index tables, manifest and verification.
 */
@org.jspecify.annotations.NullMarked
package phosphene.gallery;
