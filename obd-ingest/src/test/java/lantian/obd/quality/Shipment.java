package lantian.obd.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import lantian.obd.chunk.Fragment;
import lantian.obd.chunk.MergedItems;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Provenance;
import lantian.obd.chunk.Sent;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.proto.CityTime;

/** Packets of one vehicle-day as they were received, and what the chunks make of them. */
final class Shipment {
  static final int DAY = 20_500;
  static final long START = CityTime.startOf(DAY);
  static final long END = CityTime.startOf(DAY + 1);
  static final int REALTIME = 2;
  static final int REISSUE = 3;

  private final List<Copy> copies = new ArrayList<>();
  private long sequence;

  /** One item of one packet. */
  record Copy(PacketRef packet, long second, int type, byte[] body) {}

  /** One sample of a packet. */
  record One(long second, int type, byte[] body) {
    static One of(long second, Body body) {
      return new One(second, 2, body.bytes());
    }
  }

  List<Copy> copies() {
    return copies;
  }

  /** A packet on the first lane, received so many seconds after its last sample. */
  void live(int flow, One... items) {
    send(REALTIME, flow, 0, items[items.length - 1].second() + 1, items);
  }

  void send(int command, int flow, int lane, long received, One... items) {
    Sent sent = flow < 0 ? new Sent(command, 0, 0) : new Sent(command, flow, 1);
    PacketRef packet =
        new PacketRef(
            new LogPosition(1, lane, sequence++, 0),
            received * 1_000,
            "",
            0,
            Profile.GB17691,
            1,
            Profile.ALL,
            sent);
    for (One item : items) {
      copies.add(new Copy(packet, item.second(), item.type(), item.body()));
    }
  }

  DayQuality measured() {
    return measured(QualityLimits.builtIn().getFirst(), new ArrayList<>(), null);
  }

  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    measured(QualityLimits.builtIn().getFirst(), gaps, null);
    return gaps;
  }

  /** Measures what is in the chunks, cut into fragments at random if there is a generator. */
  DayQuality measured(
      QualityLimits limits,
      List<Gap> gaps,
      @org.jspecify.annotations.Nullable SplittableRandom random) {
    Map<Long, List<OpenChunk>> chunks = new TreeMap<>();
    for (Copy copy : copies) {
      long start = OpenChunk.startOf(copy.second());
      List<OpenChunk> parts =
          chunks.computeIfAbsent(
              start, s -> List.of(new OpenChunk(s), new OpenChunk(s), new OpenChunk(s)));
      parts
          .get(random == null ? 0 : random.nextInt(3))
          .add(copy.packet(), copy.second(), copy.type(), copy.body(), 0, copy.body().length);
    }
    List<Fragment> fragments = new ArrayList<>();
    chunks.values().forEach(parts -> parts.forEach(part -> fragments.add(part.freeze())));
    MergedItems items =
        MergedItems.of(fragments.iterator(), List.of(), START, END, Provenance.UNFILED);
    DayMeasure measure =
        new DayMeasure(limits, START, END, (kind, a, b) -> gaps.add(new Gap(kind, a, b)));
    while (items.next()) {
      measure.take(items);
    }
    return measure.quality();
  }
}
