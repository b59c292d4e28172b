package phosphene.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** Native objects that are freed together, the last one first. */
final class Natives implements AutoCloseable {
  private final List<Pointer> kept = new ArrayList<>();

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
