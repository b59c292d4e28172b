package phosphene.network.read.keras;

import java.io.IOException;

/** The reader of a kind of layer. */
interface LayerReader {
  /**
   * Adds the nodes of one application and gives what the rest of the network reads of them.
   *
   * @throws UnsupportedLayerException if the layer cannot be run; other layers may
   * @throws IOException if its arrays are not what they must be
   */
  View read(Site site) throws IOException, UnsupportedLayerException;
}
