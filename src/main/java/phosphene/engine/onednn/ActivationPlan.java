package phosphene.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.data_type;
import phosphene.engine.host.HostActivation;
import phosphene.engine.host.HostArrays;
import phosphene.network.activation.Activation;
import phosphene.network.activation.Clip;

/** What ends a node: a function of each value. */
final class ActivationPlan {
  private final HostActivation host;
  private final Optional<NativeActivation> known;
  private final HostArrays arrays;

  ActivationPlan(Activation activation, int channels, data_type type, HostArrays arrays) {
    this.host = new HostActivation(activation, channels);
    this.known = NativeActivation.of(activation, type);
    this.arrays = arrays;
  }

  /** True if the backward pass needs the values only, not what the layer gives. */
  boolean inPlace() {
    return known.filter(some -> some.by() == NativeActivation.By.VALUE).isPresent();
  }

  /** The function, if a kernel can apply it as it writes. */
  Optional<NativeActivation> ending() {
    return known;
  }

  void forward(Program program, Tensor raw, Tensor value) {
    if (known.isEmpty()) {
      Tensor plain = program.in(Format.PLAIN, raw);
      program.out(Format.PLAIN, value, target -> forwardOnHost(program, plain, target));
      return;
    }
    eltwise_forward.primitive_desc description = forward(known.get(), raw.desc());
    program.call(
        description,
        new eltwise_forward(description),
        new Arguments().with(DNNL_ARG_SRC, raw.memory()).with(DNNL_ARG_DST, value.memory()));
  }

  private static eltwise_forward.primitive_desc forward(NativeActivation function, memory.desc at) {
    return new eltwise_forward.primitive_desc(
        new eltwise_forward.desc(
            dnnl_forward_training, function.backward(), at, function.alpha(), function.beta()),
        Program.attributes(),
        OneDnn.processor(),
        false);
  }

  private void forwardOnHost(Program program, Tensor raw, Tensor value) {
    for (int image = 0; image < raw.images(); image++) {
      FloatBuffer source = raw.values(image);
      FloatBuffer target = value.values(image);
      program.host(
          () -> {
            float[] x = arrays.take(source.capacity());
            source.get(0, x);
            host.forward(x);
            target.put(0, x);
            arrays.give(x);
          });
    }
  }

  /**
   * Adds what makes the gradient by value one by what the layer gives, in place.
   *
   * @param read the value, or what the layer gives, whichever is kept
   * @param redirected true while a blocked gradient is to be redirected
   */
  void backward(Program program, Tensor read, Tensor gradient, BooleanSupplier redirected) {
    if (inPlace() && !host.activation().rectifies() && !(host.activation() instanceof Clip)) {
      exact(program, read, gradient); // blocks nothing, and has no host's way by its value
      return;
    }
    program.either(
        redirected,
        () -> onHost(program, read, gradient, host::redirected),
        () -> exact(program, read, gradient));
  }

  private void exact(Program program, Tensor read, Tensor gradient) {
    if (known.isEmpty()) {
      onHost(program, read, gradient, host::backward);
      return;
    }
    NativeActivation function = known.get();
    eltwise_backward.primitive_desc description =
        new eltwise_backward.primitive_desc(
            new eltwise_backward.desc(
                function.backward(),
                gradient.desc(),
                read.desc(),
                function.alpha(),
                function.beta()),
            Program.attributes(),
            OneDnn.processor(),
            forward(function, read.desc()),
            false);
    int source = function.by() == NativeActivation.By.VALUE ? DNNL_ARG_DST : DNNL_ARG_SRC;
    memory slope = gradient.memory();
    program.call(
        description,
        new eltwise_backward(description),
        new Arguments()
            .with(source, read.memory())
            .with(DNNL_ARG_DIFF_DST, slope)
            .with(DNNL_ARG_DIFF_SRC, slope));
  }

  /** A gradient in plain Java. */
  private interface Rule {
    void apply(float[] x, float[] gradient);
  }

  private void onHost(Program program, Tensor read, Tensor gradient, Rule rule) {
    Tensor x = program.in(Format.PLAIN, read);
    Tensor g = program.in(Format.PLAIN, gradient);
    for (int image = 0; image < x.images(); image++) {
      FloatBuffer values = x.values(image);
      FloatBuffer slopes = g.values(image);
      program.host(
          () -> {
            float[] some = arrays.take(values.capacity());
            float[] other = arrays.take(slopes.capacity());
            values.get(0, some);
            slopes.get(0, other);
            rule.apply(some, other);
            slopes.put(0, other);
            arrays.give(some, other);
          });
    }
    if (!gradient.format().equals(Format.PLAIN)) {
      program.copy(g, gradient);
    }
  }
}
