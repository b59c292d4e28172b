package phosphene.primer;

/** How images of one class are painted: all that is random comes from {@code random}. */
@FunctionalInterface
interface Painting {
  void on(Canvas canvas, RandomChoices random);
}
