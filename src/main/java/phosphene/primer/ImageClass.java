package phosphene.primer;

/** A class of pictures: its name and how its pictures are painted. */
record ImageClass(String name, Painting painting) {}
