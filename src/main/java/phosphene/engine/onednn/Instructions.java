package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx2;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_amx;
import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;

/** The sets of instructions that oneDNN writes its kernels for, from the smallest on. */
enum Instructions {
  /** What every processor of x86-64 has: no kernels worth having. */
  SSE("sse"),
  AVX2("avx2"),
  AVX512("avx512"),
  /** Products of bf16 pairs at twice the rate of f32. */
  AVX512_BF16("avx512-bf16"),
  /** Tiles of bf16, at eight times the rate of f32. */
  AMX("amx");

  private final String label;

  Instructions(String label) {
    this.label = label;
  }

  /** What the library says that it uses. */
  static Instructions of(int isa) {
    if (has(isa, dnnl_cpu_isa_avx512_core_amx)) {
      return AMX;
    }
    if (has(isa, dnnl_cpu_isa_avx512_core_bf16)) {
      return AVX512_BF16;
    }
    if (has(isa, dnnl_cpu_isa_avx512_core)) {
      return AVX512;
    }
    return has(isa, dnnl_cpu_isa_avx2) ? AVX2 : SSE;
  }

  private static boolean has(int isa, int wanted) {
    return (isa & wanted) == wanted;
  }

  boolean atLeast(Instructions other) {
    return compareTo(other) >= 0;
  }

  /** As rows name it, such as {@code avx512}. */
  String label() {
    return label;
  }
}
