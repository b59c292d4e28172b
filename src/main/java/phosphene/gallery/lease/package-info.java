/** Who may write to a gallery. It knows no index. */
@org.jspecify.annotations.NullMarked
package phosphene.gallery.lease;
