package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;

/** Seeded items of one vehicle and five minutes, with repeats, conflicts and several proofs. */
public final class Samples {
  public static final long START = 1_790_000_100L;

  private static final int[] TYPES = {2, 2, 2, 2, 2, 1, 4, 0x80, 0x81};
  private static final String[] ICCIDS = {"", "89860000000000000001", "89860000000000000002"};

  private Samples() {}

  record Item(PacketRef packet, long second, int type, byte[] body) {}

  static PacketRef packet(SplittableRandom random, int sequence) {
    long received = (START + random.nextInt(-400, 400)) * 1000 + random.nextInt(1000);
    return new PacketRef(
        new LogPosition(random.nextInt(1, 3), random.nextInt(4), sequence, random.nextInt(500)),
        received,
        ICCIDS[random.nextInt(ICCIDS.length)],
        random.nextInt(4) == 0 ? random.nextLong() : 0,
        random.nextBoolean() ? Profile.GB17691 : Profile.HJ1239,
        random.nextInt(5),
        Profile.ALL,
        new Sent(random.nextInt(2, 4), random.nextInt(1 << 16), random.nextInt(3)));
  }

  static byte[] body(SplittableRandom random, int type) {
    int length =
        switch (type) {
          case 1 -> 96 + 4 * random.nextInt(3);
          case 2 -> 37;
          case 4 -> 8;
          case 0x80 -> 17;
          default -> 2 + random.nextInt(20);
        };
    byte[] body = new byte[length];
    int kind = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      body[i] =
          switch (kind) {
            case 0 -> (byte) 0xFF;
            case 1 -> 0;
            case 2 -> (byte) (i * 7);
            default -> (byte) random.nextInt(256);
          };
    }
    return body;
  }

  /** Items in few seconds of one chunk, so that repeats and conflicts are frequent. */
  static List<Item> crowded(SplittableRandom random, int count) {
    return crowded(random, count, 12);
  }

  /** The same, every 25 seconds from {@link #START} on. */
  static List<Item> crowded(SplittableRandom random, int count, int seconds) {
    List<Item> items = new ArrayList<>();
    List<byte[]> bodies = new ArrayList<>();
    PacketRef packet = packet(random, 0);
    for (int i = 0; i < count; i++) {
      if (random.nextInt(3) == 0) {
        packet = packet(random, i * 7919 % 10_007); // a position names one packet
      }
      int type = TYPES[random.nextInt(TYPES.length)];
      byte[] body = body(random, type);
      for (byte[] earlier : bodies) {
        if (earlier.length == body.length && random.nextInt(8) == 0) {
          body = earlier;
        }
      }
      bodies.add(body);
      items.add(new Item(packet, START + random.nextInt(seconds) * 25L, type, body));
    }
    return items;
  }

  /** Signed packets count as proven if their signature is even, others by one of the ICCIDs. */
  static final Provenance FILED =
      new Provenance() {
        @Override
        public Trust trust(PacketRef packet) {
          if (packet.signed() && packet.signatureHead() % 2 == 0) {
            return Trust.SIGNED;
          }
          return packet.iccid().equals(ICCIDS[1]) ? Trust.BOUND : Trust.CLAIMED;
        }

        @Override
        public Origin origin(PacketRef packet) {
          return Origin.MEASURED;
        }

        @Override
        public boolean holds(PacketRef packet) {
          return true;
        }
      };

  static OpenChunk chunk(List<Item> items) {
    OpenChunk chunk = new OpenChunk(START);
    for (Item item : items) {
      chunk.add(item.packet, item.second, item.type, item.body, 0, item.body.length);
    }
    return chunk;
  }

  /** Everything a fragment says of its items, as text. */
  static List<String> told(Fragment fragment) {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < fragment.size(); i++) {
      int from = fragment.offset(i);
      String body = HexFormat.of().formatHex(fragment.bytes(i), from, from + fragment.length(i));
      out.add(fragment.second(i) + " " + fragment.type(i) + " " + body + " " + fragment.source(i));
    }
    return out;
  }
}
