package lantian.obd.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Command;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Profile;
import lantian.obd.packet.WireTime;
import lantian.obd.rule.HardTimeline;
import lantian.obd.rule.NaiveItem;
import lantian.obd.rule.NaiveJudge;
import lantian.obd.rule.Seeded;
import lantian.obd.rule.SeededDrive;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Vin;

/**
 * A vehicle with a hard drive, its copies packed into frames, and what a naive judge makes of them.
 */
final class Truck {
  private static final String FILED = "89860000000000000001";
  private static final int TWC_LENGTH = 30;
  private static final String OTHER = "89860000000000000002";

  final Vin vin;
  private final SeededDrive drive;
  private final List<NaiveItem> copies = new ArrayList<>();
  private final SplittableRandom random;
  private boolean live;

  Truck(long seed) {
    vin = vin(seed);
    drive = SeededDrive.of(seed);
    random = new SplittableRandom(seed);
    for (NaiveItem copy : drive.copies()) {
      byte[] body = copy.type() == 3 ? Arrays.copyOf(copy.body(), TWC_LENGTH) : copy.body();
      copies.add(item(copy.second(), copy.type(), body, Math.min(1, copy.trust())));
    }
  }

  /**
   * From the filed card if it is bound, else from another or from a terminal that never logs in.
   */
  private NaiveItem item(long second, int type, byte[] body, int trust) {
    String other = second / 70 % 2 == 0 ? OTHER : "";
    return new NaiveItem(vin, second, type, body, trust, trust == 1 ? FILED : other);
  }

  /** With a right check digit, or nobody would hold it against what the controller says. */
  private static Vin vin(long seed) {
    return "0123456789X"
        .chars()
        .mapToObj(check -> new Vin("LSYNTEST%cN%07d".formatted(check, seed)))
        .filter(Vin::checked)
        .findFirst()
        .orElseThrow();
  }

  /** The facts of the drive as register entries. */
  List<Filing> filings() {
    return filings(FILED);
  }

  /** One entry, of another card and another vehicle. */
  List<Filing> misfilings() {
    long from = HardTimeline.START - 86_400;
    return List.of(filing(from, null, OTHER, new VehicleFacts("II", null, null, null, null, null)));
  }

  private List<Filing> filings(String iccid) {
    List<Filing> filings = new ArrayList<>();
    long from = HardTimeline.START - 86_400;
    VehicleFacts facts = drive.factsAt(from);
    long end = copies.stream().mapToLong(NaiveItem::second).max().orElseThrow() + 1;
    for (long second = from; second <= end; second++) {
      VehicleFacts now = drive.factsAt(second);
      if (!now.equals(facts) || second == end) {
        filings.add(filing(from, second == end ? null : second, iccid, facts));
        from = second;
        facts = now;
      }
    }
    return filings;
  }

  private Filing filing(
      long from, @org.jspecify.annotations.Nullable Long to, String iccid, VehicleFacts facts) {
    return new Filing(
        vin,
        Instant.ofEpochSecond(from),
        to == null ? null : Instant.ofEpochSecond(to),
        iccid,
        null,
        null,
        Profile.HJ1239,
        null,
        null,
        null,
        null,
        facts,
        Origin.MODELLED);
  }

  /**
   * Has strangers send other bodies for some of its seconds.
   *
   * @param seconds how many seconds
   * @param bodies how many bodies each
   */
  void flood(int seconds, int bodies) {
    List<NaiveItem> honest = copies.stream().filter(copy -> copy.type() == 2).toList();
    for (int i = 0; i < seconds; i++) {
      NaiveItem one = honest.get(random.nextInt(honest.size()));
      for (int k = 0; k < bodies; k++) {
        byte[] body = one.body().clone();
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        copies.add(item(one.second(), one.type(), body, 0));
      }
    }
  }

  /** Items in any order, packed as they come, some packets twice. */
  List<MemoryLog.Draft> shuffledItems() {
    return drafts(copies, true);
  }

  /** Packets of a few seconds each in any order, some twice. */
  List<MemoryLog.Draft> shuffledPackets() {
    return drafts(sorted(), true);
  }

  /** Packets nearly in the order of collection, as a terminal sends them. */
  List<MemoryLog.Draft> ordered() {
    return drafts(sorted(), false);
  }

  /** The same, received within seconds of collection. */
  List<MemoryLog.Draft> live() {
    live = true;
    return ordered();
  }

  private List<NaiveItem> sorted() {
    List<NaiveItem> sorted = new ArrayList<>(copies);
    sorted.sort((a, b) -> Long.compare(a.second() * 256 + a.type(), b.second() * 256 + b.type()));
    return sorted;
  }

  private List<MemoryLog.Draft> drafts(List<NaiveItem> items, boolean shuffle) {
    List<MemoryLog.Draft> drafts = new ArrayList<>();
    Map<String, List<NaiveItem>> byCard = new TreeMap<>();
    for (NaiveItem item : items) {
      if (item.type() == ItemType.REMOVAL) {
        alarm(drafts, item);
        continue;
      }
      List<NaiveItem> packet = byCard.computeIfAbsent(item.card(), card -> new ArrayList<>());
      packet.add(item);
      if (packet.size() > random.nextInt(12)) {
        add(drafts, packet);
      }
    }
    byCard.values().forEach(packet -> add(drafts, packet));
    if (shuffle) {
      Collections.shuffle(drafts, new Random(random.nextLong()));
    }
    return drafts;
  }

  private void add(List<MemoryLog.Draft> drafts, List<NaiveItem> packet) {
    if (packet.isEmpty()) {
      return;
    }
    String iccid = packet.getFirst().card();
    long collected = packet.stream().mapToLong(NaiveItem::second).max().orElseThrow();
    long received = received(drafts, collected);
    Frame frame =
        WireFrames.frame(
            vin,
            random.nextInt(4) == 0 ? 0x03 : 0x02,
            0x01,
            WireFrames.hjUnit(
                received / 1000,
                packet.stream()
                    .map(i -> new WireFrames.Body(i.second(), i.type(), i.body()))
                    .toList()));
    packet.clear();
    add(drafts, iccid, received, frame);
  }

  /** An alarm has a frame of its own; how it is numbered says nothing. */
  private void alarm(List<MemoryLog.Draft> drafts, NaiveItem alarm) {
    byte[] unit = new byte[17];
    WireTime.write(alarm.second(), unit, 0);
    unit[7] = (byte) random.nextInt(256);
    System.arraycopy(alarm.body(), 0, unit, 8, alarm.body().length);
    Frame frame = WireFrames.frame(vin, Command.REMOVAL_ALARM, 0x01, unit);
    add(drafts, alarm.card(), received(drafts, alarm.second()), frame);
  }

  private long received(List<MemoryLog.Draft> drafts, long collected) {
    return live
        ? (collected + random.nextInt(20)) * 1000
        : (HardTimeline.START + 3 * 86_400) * 1000L + drafts.size();
  }

  private void add(List<MemoryLog.Draft> drafts, String iccid, long received, Frame frame) {
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", iccid);
    MemoryLog.Draft draft = at -> new LogEntry(at, received, connection, 0, frame);
    drafts.add(draft);
    if (random.nextInt(20) == 0) {
      drafts.add(draft);
    }
  }

  /** Number of city days it sends on. */
  long days() {
    return copies.stream().mapToInt(copy -> CityTime.dayNumber(copy.second())).distinct().count();
  }

  /** Every item that must be in chunks, as text. */
  SortedSet<String> items() {
    SortedSet<String> items = new TreeSet<>();
    for (NaiveItem copy : copies) {
      items.add(item(copy.second(), copy.type(), copy.body(), 0, copy.body().length));
    }
    return items;
  }

  /** Every second of every type that must be there, as text. */
  SortedSet<String> seconds() {
    SortedSet<String> seconds = new TreeSet<>();
    copies.forEach(copy -> seconds.add(copy.second() + " " + copy.type()));
    return seconds;
  }

  /** An item as text. */
  static String item(long second, int type, byte[] bytes, int from, int length) {
    return second + " " + type + " " + HexFormat.of().formatHex(bytes, from, from + length);
  }

  /** What must stand, canonical, by id. */
  SortedMap<String, String> expected() {
    return new NaiveJudge(Seeded.wholeTrees(), v -> drive::factsAt).judge(copies);
  }
}
