package phosphene.primer;

import phosphene.image.pixel.Raster;

/** A picture with the number of its class. */
record Example(Raster picture, int label) {}
