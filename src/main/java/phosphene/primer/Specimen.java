package phosphene.primer;

/** A class of pictures: its name and how its pictures are painted. */
record Specimen(String name, Painting painting) {}
