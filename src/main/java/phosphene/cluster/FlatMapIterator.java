package phosphene.cluster;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** What is in all of some folders, one folder after the other; holds one entry at a time. */
public final class FlatMapIterator<F, E> implements Iterator<E> {
  private final Iterator<F> folders;
  private final Function<F, Iterator<E>> look;
  private Iterator<E> entries = Collections.emptyIterator();

  public FlatMapIterator(Iterator<F> folders, Function<F, Iterator<E>> look) {
    this.folders = folders;
    this.look = look;
  }

  @Override
  public boolean hasNext() {
    while (!entries.hasNext() && folders.hasNext()) {
      entries = look.apply(folders.next());
    }
    return entries.hasNext();
  }

  @Override
  public E next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return entries.next();
  }
}
