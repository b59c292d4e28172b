package phosphene.primer;

/** A class of images: its name and how its images are painted. */
record ImageClass(String name, Painting painting) {}
