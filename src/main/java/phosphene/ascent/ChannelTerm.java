package phosphene.ascent;

import phosphene.engine.Session;
import phosphene.engine.TargetChannel;

/** A linear function of a channel of one image. */
final class ChannelTerm implements ObjectiveTerm {
  private final Session session;
  private final TargetChannel channel;
  private final ChannelObjective objective;
  private final float[] map;
  private final float[] gradient;
  private float filled;

  ChannelTerm(Session session, TargetChannel channel, ChannelObjective objective) {
    this.session = session;
    this.channel = channel;
    this.objective = objective;
    this.map = new float[session.shape(channel.target()).area()];
    this.gradient = new float[map.length];
  }

  @Override
  public double score() {
    session.read(channel, map);
    return objective.score(map);
  }

  @Override
  public void addGradient(float factor) {
    if (factor != filled) {
      objective.gradient(factor, gradient);
      filled = factor;
    }
    session.addGradient(channel, gradient);
  }
}
