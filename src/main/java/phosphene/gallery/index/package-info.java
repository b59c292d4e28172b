/** The rows of a gallery, their tables and Parquet files. It knows no lease. */
@org.jspecify.annotations.NullMarked
package phosphene.gallery.index;
