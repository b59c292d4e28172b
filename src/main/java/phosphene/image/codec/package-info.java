/** The codecs of others: ImageIO, and FFmpeg in a process of its own. */
@org.jspecify.annotations.NullMarked
package phosphene.image.codec;
