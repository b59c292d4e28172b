package phosphene.bench;

class Dl4jPeerTest extends PeerContract {
  @Override
  Peer open(Workload workload) throws PeerAbsentException {
    return Dl4jPeer.open(workload);
  }
}
