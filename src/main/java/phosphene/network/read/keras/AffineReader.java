package phosphene.network.read.keras;

import java.io.IOException;
import java.util.Optional;

/** The reader of a layer that scales and moves each channel; at the input, that of pixels. */
interface AffineReader {
  /**
   * What one application does to each channel.
   *
   * @return empty if this application does something else
   */
  Optional<Affine> read(Site site) throws IOException, UnsupportedLayerException;
}
