package phosphene.cluster;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The entries of some folders, one folder after the other; holds one entry at a time. */
public final class FlatMapIterator<F, E> implements Iterator<E> {
  private final Iterator<F> folders;
  private final Function<F, Iterator<E>> list;
  private Iterator<E> entries = Collections.emptyIterator();

  public FlatMapIterator(Iterator<F> folders, Function<F, Iterator<E>> list) {
    this.folders = folders;
    this.list = list;
  }

  @Override
  public boolean hasNext() {
    while (!entries.hasNext() && folders.hasNext()) {
      entries = list.apply(folders.next());
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
