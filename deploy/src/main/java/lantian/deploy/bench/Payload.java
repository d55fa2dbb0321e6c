package lantian.deploy.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import lantian.deploy.simulate.truck.Fault;
import lantian.deploy.simulate.truck.InventedDrive;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.truck.Stage;
import lantian.deploy.simulate.truck.Truck;

/**
 * Packets of modelled trucks, written once and patched when they are sent (预生成负载). A packet is the
 * unit of a GB 17691 realtime frame with ten seconds; a vehicle follows one truck's packets in
 * order, so that what is stored compresses and is judged like real traffic.
 */
final class Payload {
  /** Seconds in a packet. */
  static final int SECONDS = 10;

  /** Bytes of a whole terminal frame. */
  static final int FRAME = 24 + 6 + SECONDS * 40 + 1;

  private static final int FIRST_ITEM = 24 + 6;
  private static final int ITEM = 40;

  /** Bytes of one stream body. */
  static final int BODY = 37;

  private final byte[][] frames;
  private final byte[] checks;
  private final int packets;

  private Payload(byte[][] frames, byte[] checks, int packets) {
    this.frames = frames;
    this.checks = checks;
    this.packets = packets;
  }

  /** So many sound trucks with so many packets each; the seed decides them. */
  static Payload of(long seed, int trucks, int packets) {
    return of(seed, trucks, packets, List.of());
  }

  /** The same of trucks that dose no reagent from the first second on. */
  static Payload undosed(long seed, int trucks, int packets) {
    return of(seed, trucks, packets, List.of(new Fault(Fault.Kind.SCR_DISABLED, 0, 1)));
  }

  private static Payload of(long seed, int trucks, int packets, List<Fault> faults) {
    byte[][] frames = new byte[trucks * packets][];
    byte[] checks = new byte[frames.length];
    for (int truck = 0; truck < trucks; truck++) {
      SplittableRandom random = new SplittableRandom(seed + truck);
      Stage stage = truck % 2 == 0 ? Stage.V : Stage.VI;
      Specification built = Specification.draw(stage, random);
      Truck model = new Truck(built, new InventedDrive(random.split()), faults, random.split());
      for (int packet = 0; packet < packets; packet++) {
        int at = truck * packets + packet;
        frames[at] = frame(model, packet * SECONDS);
        checks[at] = xor(frames[at]);
      }
    }
    return new Payload(frames, checks, packets);
  }

  /** Where the body of the i-th second begins in a frame. */
  static int bodyAt(int i) {
    return FIRST_ITEM + i * ITEM + 3;
  }

  /** Stage of the truck that this vehicle follows; what its filing says. */
  Stage stage(int vehicle) {
    return truck(vehicle) % 2 == 0 ? Stage.V : Stage.VI;
  }

  /** The frame that this vehicle sends as its n-th, VIN, time, flows and check byte still 0. */
  byte[] frame(int vehicle, int number) {
    return frames[at(vehicle, number)];
  }

  /** XOR of that frame from its command byte on. */
  byte check(int vehicle, int number) {
    return checks[at(vehicle, number)];
  }

  private int at(int vehicle, int number) {
    // Each vehicle begins somewhere else, so that no two send the same bytes at once.
    int begin = (int) ((vehicle * 2_654_435_761L) >>> 8) % packets;
    return truck(vehicle) * packets + Math.floorMod(begin + number, packets);
  }

  private int truck(int vehicle) {
    return vehicle % (frames.length / packets);
  }

  private static byte[] frame(Truck truck, int second) {
    byte[] frame = new byte[FRAME];
    ByteBuffer out = ByteBuffer.wrap(frame);
    out.put((byte) 0x23).put((byte) 0x23).put((byte) 0x02);
    out.put(20, (byte) 0x01).put(21, (byte) 0x01).putShort(22, (short) (FRAME - 25));
    for (int i = 0; i < SECONDS; i++) {
      byte[] body;
      do {
        body = truck.step(second + i).stream().bytes();
        // A parked truck sends nothing: its seconds are left out of the payload.
      } while (body[5] == 0 && body[6] == 0);
      out.put(FIRST_ITEM + i * ITEM, (byte) 0x02);
      out.put(bodyAt(i), body, 0, BODY);
    }
    return frame;
  }

  private static byte xor(byte[] frame) {
    byte sum = 0;
    for (int i = 2; i < frame.length; i++) {
      sum ^= frame[i];
    }
    return sum;
  }
}
