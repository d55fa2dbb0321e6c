package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.ObdBlock;
import lantian.obd.packet.ObdField;
import lantian.obd.packet.Profile;
import lantian.obd.packet.WireTime;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identifiers told under a VIN through kills, restarts and a rebuild: the same as of a projector
 * that was left alone, and the ones that plain lists give.
 */
class ClaimsIT {
  private static final int PACKETS = 240;
  private static final int DAYS = 9;

  /** 2026-03-01 00:00:00 +08:00. */
  private static final long START = 1_772_294_400L;

  private static final List<String> CONTROLLERS = controllers(7);

  /** What one frame tells. */
  private record Telling(Vin vin, String key, long second) {}

  private final List<Telling> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void areTheSameThroughKillsAndARebuild(long seed) {
    Random random = new Random(seed);
    List<MemoryLog.Draft> drafts = drafts(random);
    try (Rig calm = new Rig();
        Rig shaken = new Rig()) {
      for (int at = 0; at < drafts.size(); ) {
        int to = Math.min(drafts.size(), at + 1 + random.nextInt(30));
        LaneKey lane = new LaneKey(1, random.nextInt(2));
        calm.feed(lane, drafts.subList(at, to));
        shaken.feed(lane, drafts.subList(at, to));
        at = to;
        if (random.nextInt(3) == 0) {
          // Stored and behind the watermark, what was told is read from the vehicle's document.
          boolean stored = random.nextBoolean();
          if (stored) {
            shaken.settle();
          }
          shaken.kill();
          shaken.restart();
        }
      }
      calm.settle();
      shaken.settle();
      SortedMap<String, Document> alone = claims(calm);
      assertThat(keys(alone)).isEqualTo(naive());
      assertThat(claims(shaken)).isEqualTo(alone);

      shaken.kill();
      Rebuild.run(shaken.store);
      shaken.restart();
      Cursors cursors = new Cursors(shaken.store.collection(Store.Name.CURSORS));
      Rig.await(() -> !cursors.read(RebuildFollower.NAME, Boolean.class).orElse(false));
      shaken.settle();
      assertThat(claims(shaken)).as("after a rebuild").isEqualTo(alone);
    }
  }

  private static SortedMap<String, Document> claims(Rig rig) {
    SortedMap<String, Document> all = new TreeMap<>();
    for (Document vehicle : rig.store.collection(Store.Name.VEHICLES).find()) {
      all.put(
          vehicle.getString("_id"),
          new Document("claims", vehicle.get("claims")).append("firsts", vehicle.get("firsts")));
    }
    return all;
  }

  private static SortedMap<String, List<String>> keys(SortedMap<String, Document> claims) {
    SortedMap<String, List<String>> out = new TreeMap<>();
    claims.forEach((vin, both) -> {
      for (String field : List.of("claims", "firsts")) {
        out.put(
            vin + " " + field,
            both.getList(field, Document.class).stream()
                .map(claim -> claim.getString("key") + " " + claim.getInteger("day"))
                .sorted()
                .toList());
      }
    });
    return out;
  }

  /** The latest and the earliest four of each kind. */
  private SortedMap<String, List<String>> naive() {
    SortedMap<String, List<String>> out = new TreeMap<>();
    for (Vin vin : told.stream().map(Telling::vin).distinct().toList()) {
      out.put(vin.text() + " claims", ends(vin, true));
      out.put(vin.text() + " firsts", ends(vin, false));
    }
    return out;
  }

  private List<String> ends(Vin vin, boolean latest) {
    Map<String, Integer> days = new HashMap<>();
    for (Telling one : told) {
      if (one.vin.equals(vin)) {
        days.merge(one.key, CityTime.dayNumber(one.second), latest ? Math::max : Math::min);
      }
    }
    Comparator<String> byDay = Comparator.comparing(days::get);
    Comparator<String> order = latest ? byDay.reversed() : byDay;
    List<String> out = new ArrayList<>();
    for (String kind : List.of(Claims.CONTROLLER, Claims.CARD)) {
      days.keySet().stream()
          .filter(key -> key.startsWith(kind))
          .sorted(order.thenComparing(Comparator.naturalOrder()))
          .limit(Claims.MOST)
          .forEach(key -> out.add(key + " " + days.get(key)));
    }
    Collections.sort(out);
    return out;
  }

  private List<MemoryLog.Draft> drafts(Random random) {
    List<MemoryLog.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < PACKETS; i++) {
      Vin vin = new Vin("LSUZTEST0VIN0007" + random.nextInt(4));
      long second = START + random.nextInt(DAYS * 86_400);
      boolean login = random.nextInt(3) == 0;
      String said =
          login
              ? "8986000000000000000" + random.nextInt(7)
              : CONTROLLERS.get(random.nextInt(CONTROLLERS.size()));
      told.add(new Telling(vin, (login ? Claims.CARD : Claims.CONTROLLER) + said, second));
      drafts.add(draft(second + 2, login ? login(vin, second, said) : block(vin, second, said)));
      if (random.nextInt(6) == 0) {
        drafts.add(drafts.get(random.nextInt(drafts.size())));
      }
    }
    return drafts;
  }

  private static Frame login(Vin vin, long second, String card) {
    byte[] unit = new byte[8 + card.length()];
    WireTime.write(second, unit, 0);
    unit[7] = 1;
    System.arraycopy(card.getBytes(StandardCharsets.US_ASCII), 0, unit, 8, card.length());
    return WireFrames.frame(vin, 1, 1, unit);
  }

  private static Frame block(Vin vin, long second, String controller) {
    return WireFrames.realtime(
        vin, second, List.of(new WireFrames.Body(second, ObdBlock.TYPE, body(controller))));
  }

  private static byte[] body(String controller) {
    byte[] body = new byte[ObdField.SIZE];
    ByteBuffer.wrap(body).put(6, controller.getBytes(StandardCharsets.US_ASCII));
    return body;
  }

  /** So many VINs with a right check digit. */
  private static List<String> controllers(int count) {
    List<String> out = new ArrayList<>();
    for (int i = 0; out.size() < count; i++) {
      String vin = "LSYNTEST%sN%07d".formatted("0123456789X".charAt(i % 11), 20 + i / 11);
      if (new ObdBlock(body(vin), 0).vin() != null) {
        out.add(vin);
      }
    }
    return out;
  }

  private static MemoryLog.Draft draft(long received, Frame frame) {
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    return at -> new LogEntry(at, received * 1000, connection, 0, frame);
  }
}
