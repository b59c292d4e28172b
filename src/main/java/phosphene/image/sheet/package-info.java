/** Contact sheets, their layout and letters. */
@org.jspecify.annotations.NullMarked
package phosphene.image.sheet;
