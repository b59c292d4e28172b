package phosphene.query;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The lines of a table of any length, in columns. Rows are laid out some at a time: columns are as
 * wide as the values so far ask for, so a value that comes late may make those below it wider.
 */
final class TableLines implements Iterator<String> {
  /** How many rows are laid out together. */
  static final int PAGE = 1000;

  private final Iterator<List<String>> rows;
  private final TextTable table;
  private Iterator<String> page;

  TableLines(List<String> columns, Iterator<List<String>> rows) {
    this.rows = rows;
    List<List<String>> first = take();
    table = TextTable.of(columns, first);
    List<String> lines = new ArrayList<>(table.header());
    lines.addAll(table.lines(first));
    page = lines.iterator();
  }

  private List<List<String>> take() {
    List<List<String>> some = new ArrayList<>();
    while (some.size() < PAGE && rows.hasNext()) {
      some.add(rows.next());
    }
    return some;
  }

  @Override
  public boolean hasNext() {
    return page.hasNext() || rows.hasNext();
  }

  @Override
  public String next() {
    if (!page.hasNext()) {
      page = table.lines(take()).iterator();
    }
    if (!page.hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }
}
