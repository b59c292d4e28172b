package phosphene.engine.onednn;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/** The memory that a primitive works on, by oneDNN's numbers of arguments. */
final class Arguments {
  private final Map<Integer, memory> memories = new LinkedHashMap<>();

  Arguments with(int argument, memory values) {
    memories.put(argument, values);
    return this;
  }

  Map<Integer, memory> memories() {
    return memories;
  }
}
