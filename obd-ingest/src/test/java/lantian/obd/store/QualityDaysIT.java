package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.chunk.MergedItems;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.obd.quality.DayMeasure;
import lantian.obd.quality.DayQuality;
import lantian.obd.quality.QualityLimits;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A day's quality is written with its judgement, and again when data comes late. */
class QualityDaysIT {
  private static final Vin VIN = new Vin("LSYNTESTQN0000001");
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
  private static final long T = CityTime.startOf((int) DAY.toEpochDay()) + 36_000;
  private static final LaneKey LANE = new LaneKey(1, 0);

  @Test
  void aLateReissueIsCounted() {
    try (Rig rig = new Rig()) {
      rig.register.file(VIN, List.of(filing("吴中区", 0)));
      List<MemoryLog.Draft> drafts = new ArrayList<>();
      for (int packet = 0; packet < 12; packet++) {
        if (packet != 4 && packet != 5) {
          drafts.add(packet(0x02, packet + 1, T + 10L * packet, T + 10L * packet + 11));
        }
      }
      drafts.add(packet(0x02, 1, T + 86_400, T + 86_411));
      rig.feed(LANE, drafts);
      rig.settle();
      Document day = day(rig, DAY);
      assertThat(ratio(day, "indicators", "TRANSMISSION")).isEqualTo("100/120");
      assertThat(ratio(day, "indicators", "LOSS")).isEqualTo("2/12");
      assertThat(ratio(day, "indicators", "REISSUE")).isEqualTo("0/20");
      assertThat(ratio(day, "indicators", "TIMELINESS")).isEqualTo("100/100");
      assertThat(day.get("maker")).isEqualTo("恒远");
      assertThat(day.get("model")).isEqualTo("HY-3");
      assertThat(day.get("firmware")).isEqualTo("2.1");
      assertThat(day.get("county")).isEqualTo("吴中区");

      rig.feed(LANE, List.of(packet(0x03, 5, T + 40, T + 90_000)));
      rig.settle();
      day = day(rig, DAY);
      assertThat(ratio(day, "indicators", "TRANSMISSION")).isEqualTo("110/120");
      assertThat(ratio(day, "indicators", "REISSUE")).isEqualTo("10/20");
      assertThat(ratio(day, "indicators", "TIMELINESS")).isEqualTo("100/110");
      assertThat(ratio(day, "classes", "LOST")).isEqualTo("10/120");

      rig.register.file(VIN, List.of(filing("吴中区", 0), filing("虎丘区", T + 86_000)));
      rig.settle();
      assertThat(day(rig, DAY).get("county")).isEqualTo("吴中区");
      rig.register.file(VIN, List.of(filing("虎丘区", 0)));
      rig.settle();
      assertThat(day(rig, DAY).get("county")).isEqualTo("虎丘区");
      refusesAnEarlierHolder(rig);
    }
  }

  @Test
  void theLastDayOfASilentVehicleIsMeasuredToo() {
    try (Rig rig = new Rig()) {
      rig.feed(LANE, List.of(packet(0x02, 1, T, T + 11)));
      rig.settle();
      assertThat(rig.store.collection(Store.Name.QUALITY).countDocuments()).isZero();
      SilentDays silent =
          new SilentDays(
              rig.projector().term(),
              rig.settings,
              rig.store,
              new PendingDays(
                  rig.store.collection(Store.Name.PENDING),
                  rig.settings.longestQuiet(),
                  rig.fence()));
      silent.sweep((int) DAY.toEpochDay());
      rig.settle();
      assertThat(rig.store.collection(Store.Name.QUALITY).countDocuments()).isZero();
      silent.sweep((int) DAY.toEpochDay() + 1);
      rig.settle();
      assertThat(ratio(day(rig, DAY), "indicators", "TRANSMISSION")).isEqualTo("10/10");
      silent.sweep((int) DAY.toEpochDay() + 1);
      assertThat(rig.pending()).isZero();
    }
  }

  private void refusesAnEarlierHolder(Rig rig) {
    DayKey key = new DayKey(VIN, (int) DAY.toEpochDay());
    DayQuality quality = measured(rig, key);
    Document before = day(rig, DAY);
    QualityDays earlier = new QualityDays(rig.store.collection(Store.Name.QUALITY), 0);
    assertThatExceptionOfType(MongoException.class)
        .isThrownBy(() -> earlier.write(key, 0, quality, null));
    assertThat(day(rig, DAY)).isEqualTo(before);
    new QualityDays(rig.store.collection(Store.Name.QUALITY), 99)
        .write(key, before.getLong("last"), quality, null);
    Document after = day(rig, DAY);
    assertThat(after.get("indicators")).isEqualTo(before.get("indicators"));
    assertThat(after.get("county")).isNull();
  }

  private static DayQuality measured(Rig rig, DayKey key) {
    DayMeasure measure =
        new DayMeasure(
            QualityLimits.at(QualityLimits.builtIn(), key.day()), key.start(), key.end());
    try (FragmentCursor stored =
        new Chunks(rig.database).fragments(key.vin(), key.start(), key.end())) {
      MergedItems items =
          MergedItems.of(stored, List.of(), key.start(), key.end(), Dossier.UNFILED);
      while (items.next()) {
        measure.take(items);
      }
    }
    return measure.quality();
  }

  private static Document day(Rig rig, LocalDate day) {
    Document found =
        rig.store
            .collection(Store.Name.QUALITY)
            .find(new Document("vin", VIN.text()).append("day", (int) day.toEpochDay()))
            .first();
    assertThat(found).isNotNull();
    return found == null ? new Document() : found;
  }

  private static String ratio(Document day, String of, String name) {
    Document ratio = day.get(of, Document.class).get(name, Document.class);
    return ratio.get("n") + "/" + ratio.get("d");
  }

  private static Filing filing(String county, long from) {
    return new Filing(
        VIN,
        Instant.ofEpochSecond(from),
        null,
        null,
        null,
        null,
        Profile.HJ1239,
        "恒远",
        "HY-3",
        "2.1",
        null,
        VehicleFacts.UNKNOWN,
        Origin.MODELLED,
        county);
  }

  private static MemoryLog.Draft packet(int command, int flow, long first, long received) {
    List<WireFrames.Body> items = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      items.add(new WireFrames.Body(first + i, 2, body()));
    }
    byte[] unit = WireFrames.hjUnit(received, items);
    unit[7] = (byte) flow;
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    return at ->
        new LogEntry(
            at, received * 1_000, connection, 0, WireFrames.frame(VIN, command, 0x01, unit));
  }

  /** An engine that runs at 1,000 rpm in a standing truck; nothing else is told. */
  private static byte[] body() {
    byte[] body = new byte[37];
    Arrays.fill(body, (byte) 0xFF);
    ByteBuffer.wrap(body).putShort(0, (short) 0).putShort(5, (short) 8_000);
    return body;
  }
}
