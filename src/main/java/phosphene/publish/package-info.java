/** What is made of galleries for people to look at and judge by, from their indexes. */
@org.jspecify.annotations.NullMarked
package phosphene.publish;
