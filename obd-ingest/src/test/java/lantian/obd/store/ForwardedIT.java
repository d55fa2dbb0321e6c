package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeSet;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.obd.rule.StreamBody;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packets of a platform that read otherwise under another profile: whenever the profile is filed,
 * the same packets and the same register come to the same items and findings.
 */
class ForwardedIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00041");
  private static final long START = 1_772_380_000L;
  private static final int PACKETS = 120;
  private static final long SECONDS = 3;
  private static final long RECEIVED = START + 3 * 86_400;

  /** When the register says what holds at last. */
  enum Filed {
    BEFORE,
    BETWEEN,
    AFTER,
    OTHERWISE_BEFORE,
    OTHERWISE_THEN_RESTARTED
  }

  @ParameterizedTest
  @CsvSource({
    "HJ1239, 1",
    "HJ1239, 2",
    "GB17691, 1",
    "DRAFT2019, 1",
  })
  void whenTheProfileIsFiledMakesNoDifference(Profile profile, long seed) {
    List<String> items = items(profile, Filed.BEFORE, seed);
    boolean own = profile == Profile.HJ1239;
    assertThat(items).hasSize(PACKETS * (own ? 3 : 5));
    assertThat(findings.isEmpty()).as("findings of %s", profile).isEqualTo(!own);
    SortedMap<String, String> expected = findings;
    for (Filed filed : Filed.values()) {
      assertThat(items(profile, filed, seed)).as(filed.name()).isEqualTo(items);
      assertThat(findings.values())
          .as(filed.name())
          .containsExactlyInAnyOrderElementsOf(expected.values());
    }
  }

  private SortedMap<String, String> findings = Collections.emptySortedMap();

  /** Items that count, as readers see them; the findings that stand are kept beside. */
  private List<String> items(Profile profile, Filed filed, long seed) {
    Profile other = profile == Profile.HJ1239 ? Profile.GB17691 : Profile.HJ1239;
    SplittableRandom random = new SplittableRandom(seed);
    List<MemoryLog.Draft> drafts = drafts(random);
    try (Rig rig = new Rig()) {
      switch (filed) {
        case BEFORE -> rig.register.file(TRUCK, List.of(filing(profile)));
        case OTHERWISE_BEFORE, OTHERWISE_THEN_RESTARTED ->
            rig.register.file(TRUCK, List.of(filing(other)));
        case BETWEEN, AFTER -> rig.register.file(TRUCK, List.of(filing(null)));
      }
      for (int from = 0; from < drafts.size(); ) {
        int to = Math.min(drafts.size(), from + 1 + random.nextInt(30));
        rig.feed(new LaneKey(1, random.nextInt(2)), drafts.subList(from, to));
        if (filed == Filed.BETWEEN && from < drafts.size() / 2 && to >= drafts.size() / 2) {
          rig.register.file(TRUCK, List.of(filing(profile)));
        }
        from = to;
      }
      if (filed == Filed.OTHERWISE_THEN_RESTARTED) {
        rig.kill();
        rig.restart();
      }
      if (filed != Filed.BEFORE && filed != Filed.BETWEEN) {
        rig.settle();
        rig.register.file(TRUCK, List.of(filing(profile)));
      }
      rig.settle();
      findings = rig.findings(TRUCK);
      return merged(rig, filing(profile));
    }
  }

  @Test
  void aPacketThatReadsOneWayIsStoredOnce() {
    try (Rig rig = new Rig()) {
      rig.register.file(TRUCK, List.of(filing(Profile.GB17691)));
      byte[] body = new StreamBody().bytes();
      Frame frame =
          WireFrames.realtime(
              TRUCK,
              START + 10,
              List.of(
                  new WireFrames.Body(START, 2, body), new WireFrames.Body(START + 1, 2, body)));
      rig.feed(new LaneKey(1, 0), List.of(draft(frame)));
      rig.settle();
      try (FragmentCursor stored = new Chunks(rig.database).fragments(TRUCK, 0, 1L << 32)) {
        assertThat(stored.next().size()).isEqualTo(2);
        assertThat(stored.hasNext()).isFalse();
      }
    }
  }

  @Test
  void aLateItemThatOnlyAnotherReadingHadIsJudged() {
    try (Rig rig = new Rig()) {
      rig.register.file(TRUCK, List.of(filing(Profile.GB17691)));
      List<MemoryLog.Draft> drafts = new ArrayList<>();
      for (int packet = 0; packet < PACKETS; packet++) {
        drafts.add(draft(WireFrames.frame(TRUCK, 2, 1, unit(START + packet * SECONDS))));
      }
      for (int packet = 0; packet < PACKETS; packet++) {
        long second = START + packet * SECONDS;
        drafts.add(draft(WireFrames.realtime(TRUCK, second + SECONDS, bodies(second))));
      }
      rig.feed(new LaneKey(1, 0), drafts);
      rig.settle();
      assertThat(rig.findings(TRUCK)).isNotEmpty();
    }
  }

  private static List<String> merged(Rig rig, Filing filing) {
    TreeSet<String> seen = new TreeSet<>();
    try (FragmentCursor stored = new Chunks(rig.database).fragments(TRUCK, 0, 1L << 32)) {
      MergedItems items =
          MergedItems.of(stored, List.of(), 0, 1L << 32, new Dossier(List.of(filing)));
      while (items.next()) {
        int from = items.offset();
        seen.add(Truck.item(items.second(), items.type(), items.bytes(), from, items.length()));
      }
    }
    return List.copyOf(seen);
  }

  private static List<MemoryLog.Draft> drafts(SplittableRandom random) {
    List<MemoryLog.Draft> drafts = new ArrayList<>();
    for (int packet = 0; packet < PACKETS; packet++) {
      drafts.add(draft(WireFrames.frame(TRUCK, 2, 1, unit(START + packet * SECONDS))));
    }
    drafts.addAll(drafts.subList(0, 10));
    Collections.shuffle(drafts, new Random(random.nextLong()));
    return drafts;
  }

  private static MemoryLog.Draft draft(Frame frame) {
    Connection connection = new Connection(1, 0, Profile.PLATFORM, false, "192.0.2.1", "");
    return at -> new LogEntry(at, RECEIVED * 1000, connection, 0, frame);
  }

  /**
   * Three stream items with times of their own and a signature; or five with a flow number each and
   * one time at the head, of which the types stand where the others have tank level, position and
   * signature.
   */
  private static byte[] unit(long second) {
    // The head is an hour late and five seconds a packet apart.
    byte[] unit = WireFrames.hjUnit(START + 3600 + (second - START) / SECONDS * 5, bodies(second));
    unit[6] = 2;
    int signature = unit.length;
    unit = Arrays.copyOf(unit, signature + 66);
    unit[signature] = 0x20;
    unit[signature + 26] = 2;
    unit[signature + 33] = 0x20;
    return unit;
  }

  private static List<WireFrames.Body> bodies(long second) {
    List<WireFrames.Body> bodies = new ArrayList<>();
    int[] marks = {31, 27, 23};
    for (int i = 0; i < marks.length; i++) {
      byte[] body =
          new StreamBody().u8(marks[i], 2).nox(StreamBody.ppm(900)).odometer(1_000_000).bytes();
      bodies.add(new WireFrames.Body(second + i, 2, body));
    }
    return bodies;
  }

  private static Filing filing(@Nullable Profile profile) {
    return new Filing(
        TRUCK,
        Instant.ofEpochSecond(START - 86_400),
        null,
        null,
        null,
        null,
        profile,
        null,
        null,
        null,
        null,
        new VehicleFacts("VI", "DIESEL", null, null, null, null),
        Origin.MODELLED);
  }
}
