package phosphene.primer;

/** How pictures of one class are painted: all chances are the dice's. */
@FunctionalInterface
interface Painting {
  void on(Picture picture, RandomChoices dice);
}
