/** Figures of the quality of finished pictures, and which picture they are of is not known here. */
@org.jspecify.annotations.NullMarked
package phosphene.image.figures;
