package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.List;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bson.RawBsonDocument;

/** Chunks of noisy trucks in any number, for measuring what reading them costs. */
public final class ChunkFixture {
  private final List<byte[][]> trucks = new ArrayList<>();
  private int counter;

  /** Prepares different five minutes, used again and again. */
  public ChunkFixture(int different) {
    for (int truck = 0; truck < different; truck++) {
      NoisyTruck noisy = new NoisyTruck(truck);
      byte[][] bodies = new byte[OpenChunk.SECONDS][];
      for (int second = 0; second < bodies.length; second++) {
        bodies[second] = noisy.next();
      }
      trucks.add(bodies);
    }
  }

  /** A whole five minutes of a vehicle, a packet every ten seconds. */
  public RawBsonDocument chunk(Vin vin, long start) {
    byte[][] bodies = trucks.get(counter % trucks.size());
    OpenChunk chunk = new OpenChunk(start);
    for (int second = 0; second < bodies.length; second++) {
      int packet = second / 10;
      PacketRef source =
          new PacketRef(
              new LogPosition(3, 1, start + packet * 7L, packet * 31 % 487),
              (start + second) * 1000 + packet * 13 % 911,
              "89860000000000000001",
              0,
              Profile.GB17691,
              1);
      chunk.add(source, start + second, 2, bodies[second], 0, bodies[second].length);
    }
    return ChunkDocument.of(ChunkKey.of(vin, start, 1, ++counter), chunk.freeze());
  }
}
