package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Native objects that are freed together, the last one first. */
final class Natives implements AutoCloseable {
  private final List<Pointer> kept = new ArrayList<>();

  /** Does work, and frees what native objects it makes and nobody keeps. */
  static <T> T scoped(Supplier<T> work) {
    PointerScope scope = new PointerScope();
    try {
      return work.get();
    } finally {
      scope.close();
    }
  }

  /** Keeps an object beyond the scope in which it was made. */
  <T extends Pointer> T keep(T object) {
    object.retainReference();
    kept.add(object);
    return object;
  }

  @Override
  public void close() {
    for (int i = kept.size() - 1; i >= 0; i--) {
      kept.get(i).releaseReference();
    }
    kept.clear();
  }
}
