/**
 * Object stores: whole writes, whole reads, listings, retries, and collections of photos where they
 * lie. It knows nothing of galleries.
 */
@org.jspecify.annotations.NullMarked
package phosphene.gallery.store;
