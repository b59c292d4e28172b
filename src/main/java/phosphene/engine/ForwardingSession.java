package phosphene.engine;

import phosphene.network.Shape;

/** A session that forwards every call to another one; subclasses override what they change. */
public class ForwardingSession implements Session {
  private final Session session;

  public ForwardingSession(Session session) {
    this.session = session;
  }

  /** Every call that computes or moves values goes through here. */
  protected void pass(Runnable call) {
    call.run();
  }

  @Override
  public Shape shape(int target) {
    return session.shape(target);
  }

  @Override
  public void forward(float[] pixels) {
    pass(() -> session.forward(pixels));
  }

  @Override
  public void read(TargetChannel channel, float[] map) {
    pass(() -> session.read(channel, map));
  }

  @Override
  public void addGradient(TargetChannel channel, float[] gradient) {
    pass(() -> session.addGradient(channel, gradient));
  }

  @Override
  public void read(int target, int image, float[] values) {
    pass(() -> session.read(target, image, values));
  }

  @Override
  public void addGradient(int target, int image, float[] gradients) {
    pass(() -> session.addGradient(target, image, gradients));
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    pass(() -> session.backward(rule, gradient));
  }

  @Override
  public void close() {
    session.close();
  }
}
