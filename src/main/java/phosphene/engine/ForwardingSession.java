package phosphene.engine;

import phosphene.network.Shape;

/** A session that hands every call on to another; heirs change what they are about. */
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
  public void read(TargetChannel site, float[] map) {
    pass(() -> session.read(site, map));
  }

  @Override
  public void seed(TargetChannel site, float[] slope) {
    pass(() -> session.seed(site, slope));
  }

  @Override
  public void read(int target, int image, float[] values) {
    pass(() -> session.read(target, image, values));
  }

  @Override
  public void seed(int target, int image, float[] slopes) {
    pass(() -> session.seed(target, image, slopes));
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
