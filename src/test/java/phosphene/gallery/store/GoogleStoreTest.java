package phosphene.gallery.store;

/** A gallery in an object store that does not say that it is one. */
class GoogleStoreTest extends BucketStoreTest {
  @Override
  String scheme() {
    return "gs";
  }

  @Override
  int left() {
    return 2; // Google ends them after a week, and they cost nothing
  }
}
