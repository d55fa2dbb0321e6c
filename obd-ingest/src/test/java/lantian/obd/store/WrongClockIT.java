package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.obd.rule.RuleBook;
import lantian.obd.rule.RuleSet;
import lantian.obd.rule.RuleSets;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Packets whose time can't be, from the frame to the finding: quarantined as before, and marked at
 * the second of their receipt, so that a terminal whose clock stays wrong is told of whatever the
 * order in which the projector takes them and however often it starts anew.
 */
class WrongClockIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00061");
  private static final LaneKey LANE = new LaneKey(1, 0);

  /** 2026-03-01 12:00:00 +08:00, when the packets come. */
  private static final long RECEIVED = 1_772_337_600L;

  /** What a receiver says that has not heard of the time yet. */
  private static final long DEFAULT_TIME = 946_684_800L;

  private static final long HALF_DAY = 43_200;

  private final Rig rig = new Rig();

  WrongClockIT() {
    rig.kill();
    rig.sabotage = parts -> parts.with(sets());
    rig.restart();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  /**
   * The limits of the hand-written timelines: 5 packets over half an hour, 10 right items end it.
   */
  private static RuleSets sets() {
    String path = "/lantian/obd/rule/timelines/OBD-CLOCK-IMPLAUSIBLE.json";
    try (InputStream in = Objects.requireNonNull(WrongClockIT.class.getResourceAsStream(path))) {
      ObjectNode set = (ObjectNode) new JsonMapper().readTree(in).get("set");
      byte[] bytes = set.toString().getBytes(StandardCharsets.UTF_8);
      RuleSet read = RuleSet.read(RuleBook.STANDARD, path, new ByteArrayInputStream(bytes));
      return new RuleSets(RuleBook.STANDARD, List.of(read));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aClockThatStaysWrongIsToldInAnyOrder(long seed) {
    List<MemoryLog.Draft> packets = wrong(6);
    packets.addAll(packets.subList(1, 3));
    Collections.shuffle(packets, new Random(seed));
    for (MemoryLog.Draft packet : packets) {
      rig.feed(LANE, List.of(packet));
      if (seed == 2) {
        rig.kill();
        rig.restart();
      }
    }
    rig.settle();

    SortedMap<String, String> findings = rig.findings(TRUCK);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(findings.firstKey()))
        .contains("\"rule\":\"OBD-CLOCK-IMPLAUSIBLE\"")
        .contains("\"state\":\"OPEN\"")
        .contains("\"start\":\"2026-03-01T12:00:00+08:00\"")
        .contains("\"measured\":5");
    assertThat(rig.store.collection(Store.Name.QUARANTINE).countDocuments()).isEqualTo(8);
  }

  /** One fewer than the limit; and as many, with right data between them. */
  @Test
  void aClockThatIsSetRightIsNotTold() {
    rig.feed(LANE, wrong(4));
    rig.settle();
    assertThat(rig.findings(TRUCK)).isEmpty();

    List<WireFrames.Body> right = new ArrayList<>();
    long second = RECEIVED + 4 * 450 - 60;
    for (int i = 0; i < 12; i++) {
      right.add(new WireFrames.Body(second + i, 2, new byte[37]));
    }
    rig.feed(LANE, List.of(draft(second + 12, WireFrames.realtime(TRUCK, second + 12, right))));
    rig.feed(LANE, wrong(6).subList(4, 6));
    rig.settle();
    assertThat(rig.findings(TRUCK)).isEmpty();
  }

  /** Nothing was measured, so that nobody contradicts anybody. */
  @Test
  void packetsOfOneSecondAreOneMarkAndNoConflict() {
    for (int copy = 0; copy < 3; copy++) {
      rig.feed(LANE, wrong(6, copy * 100, RECEIVED));
    }
    rig.settle();
    SortedMap<String, String> findings = rig.findings(TRUCK);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(findings.firstKey())).contains("\"measured\":5");
    assertThat(rig.store.collection(Store.Name.CONFLICTS).countDocuments()).isZero();
  }

  /** The afternoon of a clock of twelve hours, sent as live. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void anAfternoonThatIsWrittenAsTheMorningIsToldInAnyOrder(long seed) {
    List<MemoryLog.Draft> packets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      packets.add(late(i, HALF_DAY, false));
    }
    Collections.shuffle(packets, new Random(seed));
    packets.forEach(packet -> rig.feed(LANE, List.of(packet)));
    rig.settle();

    SortedMap<String, String> findings = rig.findings(TRUCK);
    assertThat(findings).hasSize(1);
    assertThat(findings.get(findings.firstKey()))
        .contains("\"rule\":\"OBD-CLOCK-IMPLAUSIBLE\"")
        .contains("\"start\":\"2026-03-01T12:00:00+08:00\"")
        .contains("\"detail\":64");
    assertThat(rig.store.collection(Store.Name.QUARANTINE).countDocuments()).isZero();
  }

  /** They stand among packets of the night before, and nobody takes them for right ones. */
  @Test
  void suchAnAfternoonIsJudgedByNobody() {
    List<MemoryLog.Draft> afternoon = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      afternoon.add(late(i, HALF_DAY - 60, false));
    }
    rig.feed(LANE, afternoon);
    rig.settle();
    rig.feed(LANE, wrong(6, 0, RECEIVED - HALF_DAY));
    rig.settle();
    assertThat(rig.findings(TRUCK).values())
        .hasSize(2)
        .anySatisfy(night -> assertThat(night).contains("\"detail\":13", "T00:00:00+08:00"))
        .anySatisfy(noon -> assertThat(noon).contains("\"detail\":64", "T12:00:00+08:00"));
  }

  /** What was kept for half a day is no wrong clock, nor one that is eleven hours slow. */
  @Test
  void whatIsSentLateIsNotTold() {
    for (int i = 0; i < 6; i++) {
      rig.feed(LANE, List.of(late(i, HALF_DAY, true)));
      rig.feed(LANE, List.of(late(i, HALF_DAY - 3_600, false)));
      rig.feed(LANE, List.of(late(i, HALF_DAY + 150, false)));
    }
    rig.settle();
    assertThat(rig.findings(TRUCK)).isEmpty();
  }

  /**
   * What was kept for half a day may come as if it was live: once the data of the hours is there in
   * which it came, the finding is withdrawn.
   */
  @Test
  void dataOfTheSameHoursWithdrawsIt() {
    for (int i = 0; i < 6; i++) {
      rig.feed(LANE, List.of(late(16 + i, HALF_DAY, false)));
    }
    rig.settle();
    assertThat(rig.findings(TRUCK)).hasSize(1);

    for (int i = 0; i < 6; i++) {
      rig.feed(LANE, List.of(late(112 + i, HALF_DAY, true)));
    }
    rig.settle();
    assertThat(rig.findings(TRUCK).values())
        .allMatch(finding -> finding.contains("\"state\":\"WITHDRAWN\""));
  }

  /** A packet that is so many seconds old when it comes, each seven and a half minutes later. */
  private static MemoryLog.Draft late(int number, long seconds, boolean reissue) {
    long received = RECEIVED + number * 450L;
    long said = received - seconds;
    List<WireFrames.Body> bodies = List.of(new WireFrames.Body(said, 2, new byte[37]));
    return draft(
        received,
        reissue
            ? WireFrames.frame(TRUCK, 0x03, 0x01, WireFrames.hjUnit(received, bodies))
            : WireFrames.realtime(TRUCK, said, bodies));
  }

  /** So many packets of the default time, seven and a half minutes apart. */
  private static List<MemoryLog.Draft> wrong(int count) {
    return wrong(count, 0, RECEIVED);
  }

  private static List<MemoryLog.Draft> wrong(int count, int from, long received) {
    List<MemoryLog.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long said = DEFAULT_TIME + from + i;
      List<WireFrames.Body> bodies = List.of(new WireFrames.Body(said, 2, new byte[37]));
      drafts.add(draft(received + i * 450L, WireFrames.realtime(TRUCK, said, bodies)));
    }
    return drafts;
  }

  private static MemoryLog.Draft draft(long received, Frame frame) {
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    return at -> new LogEntry(at, received * 1000, connection, 0, frame);
  }
}
