/** Files to graphs and weights, whatever the format. Nothing else knows a format of weights. */
@org.jspecify.annotations.NullMarked
package phosphene.network.read;
