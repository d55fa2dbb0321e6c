package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Profile;
import lantian.obd.rule.StreamBody;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Days judged while a signature could not be checked are judged again when its key is filed. */
class KeyFiledIT {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00051");
  private static final byte[] CHIP = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
  private static final ChipSigner OWN = new ChipSigner(0x1234_5678_9ABCL);
  private static final ChipSigner OTHER = new ChipSigner(0x1234_5678_9ABDL);
  private static final long START = 1_772_380_000L;
  private static final int PACKETS = 30;
  private static final long SECONDS = 10;

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  /** What was filed first and what is filed at last. */
  enum Keys {
    NONE_THEN_OWN(null, OWN, true),
    OTHER_THEN_OWN(OTHER, OWN, true),
    OWN_THEN_NONE(OWN, null, false),
    OWN_THEN_OTHER(OWN, OTHER, false),
    NONE_THEN_OTHER(null, OTHER, false);

    private final @Nullable ChipSigner first;
    private final @Nullable ChipSigner last;
    private final boolean proven;

    Keys(@Nullable ChipSigner first, @Nullable ChipSigner last, boolean proven) {
      this.first = first;
      this.last = last;
      this.proven = proven;
    }
  }

  @ParameterizedTest
  @EnumSource(Keys.class)
  void theKeyFiledAtLastDecides(Keys keys) {
    boolean provenFirst = keys.first == OWN;
    rig.register.file(TRUCK, List.of(filing(keys.first)));
    for (int packet = 0; packet < PACKETS; packet++) {
      receive(START + packet * SECONDS, 0, true);
    }
    // An item that another sender contradicts: only proof settles it.
    receive(START + PACKETS * SECONDS, 0, true);
    receive(START + PACKETS * SECONDS, 7, false);
    rig.settle();
    assertThat(verified()).isEqualTo(provenFirst);
    assertThat(settled()).isEqualTo(provenFirst);

    rig.register.file(TRUCK, List.of(filing(keys.last)));
    rig.settle();
    assertThat(verified()).isEqualTo(keys.proven);
    assertThat(settled()).isEqualTo(keys.proven);
  }

  private boolean verified() {
    List<Document> standing =
        rig.store
            .collection(Store.Name.FINDINGS)
            .find(new Document("state", new Document("$ne", FindingBook.WITHDRAWN)))
            .into(new ArrayList<>());
    assertThat(standing).isNotEmpty();
    boolean verified = standing.getFirst().getBoolean("verified");
    assertThat(standing).allMatch(finding -> finding.getBoolean("verified") == verified);
    return verified;
  }

  private boolean settled() {
    List<Document> conflicts =
        rig.store.collection(Store.Name.CONFLICTS).find().into(new ArrayList<>());
    assertThat(conflicts).hasSize((int) SECONDS);
    boolean settled = conflicts.getFirst().getBoolean("settled");
    assertThat(conflicts).allMatch(conflict -> conflict.getBoolean("settled") == settled);
    return settled;
  }

  private void receive(long from, int odd, boolean signed) {
    List<WireFrames.Body> bodies = new ArrayList<>();
    for (long second = from; second < from + SECONDS; second++) {
      byte[] body = new StreamBody().nox(StreamBody.ppm(900)).u8(24, odd).bytes();
      bodies.add(new WireFrames.Body(second, 2, body));
    }
    byte[] unit = WireFrames.hjUnit(from + SECONDS, bodies);
    Frame frame = WireFrames.frame(TRUCK, 2, 1, signed ? OWN.signed(unit, 0, CHIP) : unit);
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    long received = (from + SECONDS) * 1000;
    rig.feed(new LaneKey(1, 0), List.of(at -> new LogEntry(at, received, connection, 0, frame)));
  }

  private static Filing filing(@Nullable ChipSigner chip) {
    return new Filing(
        TRUCK,
        Instant.ofEpochSecond(START - 86_400),
        null,
        null,
        HexFormat.of().formatHex(CHIP),
        chip == null ? null : chip.publicKeyHex(),
        null,
        null,
        null,
        null,
        null,
        new VehicleFacts("VI", "DIESEL", null, null, null, null),
        Origin.MODELLED);
  }
}
