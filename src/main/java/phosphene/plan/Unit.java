package phosphene.plan;

import java.io.Serializable;

/**
 * One channel of one layer.
 *
 * @param layerIndex position of the layer among the network's nodes, from 0
 * @param channel from 0
 */
public record Unit(String layer, int layerIndex, int channel) implements Serializable {
  @Override
  public String toString() {
    return layer + "/" + channel;
  }
}
