package phosphene.rig;

import phosphene.engine.ReluRule;
import phosphene.engine.Session;
import phosphene.engine.Site;
import phosphene.network.Shape;

/** A session that hands everything on to another; tests change what they are about. */
public class Relay implements Session {
  private final Session session;

  public Relay(Session session) {
    this.session = session;
  }

  @Override
  public Shape shape(int target) {
    return session.shape(target);
  }

  @Override
  public void forward(float[] pixels) {
    session.forward(pixels);
  }

  @Override
  public void read(Site site, float[] map) {
    session.read(site, map);
  }

  @Override
  public void seed(Site site, float[] slope) {
    session.seed(site, slope);
  }

  @Override
  public void read(int target, int image, float[] values) {
    session.read(target, image, values);
  }

  @Override
  public void seed(int target, int image, float[] slopes) {
    session.seed(target, image, slopes);
  }

  @Override
  public void backward(ReluRule rule, float[] gradient) {
    session.backward(rule, gradient);
  }

  @Override
  public void close() {
    session.close();
  }
}
