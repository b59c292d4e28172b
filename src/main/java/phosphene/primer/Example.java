package phosphene.primer;

import phosphene.image.pixel.Raster;

/** An image with the number of its class. */
record Example(Raster image, int label) {}
