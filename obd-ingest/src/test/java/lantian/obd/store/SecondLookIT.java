package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import lantian.obd.chunk.Chunks;
import lantian.obd.chunk.FragmentCursor;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.CipherSettings;
import lantian.obd.packet.KeyRing;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quarantined frames are taken when what kept them there has gone, and only then. */
class SecondLookIT {
  private static final Vin ONE = new Vin("LSUZTEST0VIN00031");
  private static final Vin TWO = new Vin("LSUZTEST0VIN00032");
  private static final Vin PLATFORM = new Vin("PLATFORM000000001");
  private static final LaneKey LANE = new LaneKey(1, 0);
  private static final int SM4 = 0x03;
  private static final String KEY = "0123456789abcdeffedcba9876543210";
  private static final String OTHER = "1123456789abcdeffedcba9876543210";
  private static final long START = 1_790_000_000L;
  private static final long DAY = 86_400;

  @TempDir Path folder = Path.of("");
  private final AtomicLong nanos = new AtomicLong();
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  private void withKeys() {
    rig.kill();
    rig.opener =
        new KeyRing(folder, CipherSettings.defaults(), PlatformCommands.DEFAULT, nanos::get);
    rig.restart();
  }

  private void arrives(String name, String key) {
    try {
      Files.writeString(folder.resolve(name), "sm4 " + key + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    nanos.addAndGet(10_000_000_000L);
  }

  @Test
  void whatAKeyOpensIsTakenAndWhatItDoesNotStays() {
    withKeys();
    receive(sealed(ONE, KEY, START));
    receive(sealed(TWO, OTHER, START));
    rig.settle();
    assertThat(pointers()).containsExactly(ONE.text() + " NO_KEY", TWO.text() + " NO_KEY");
    assertThat(items(ONE)).isZero();
    arrives("platform.key", KEY);
    Rig.await(() -> pointers().size() == 1);
    assertThat(pointers()).containsExactly(TWO.text() + " NO_KEY");
    assertThat(items(ONE)).isEqualTo(3);
    assertThat(items(TWO)).isZero();
    arrives("other.key", OTHER);
    Rig.await(() -> pointers().isEmpty());
    assertThat(items(TWO)).isEqualTo(3);
  }

  @Test
  void aPointerThatIsOnlyInMemoryWhenTheKeyComesIsNotMissed() {
    withKeys();
    for (int round = 0; round < 20; round++) {
      Vin vin = new Vin("LSUZTEST1VIN000%02d".formatted(round));
      String key = "%032x".formatted(round + 1);
      receive(sealed(vin, key, START));
      arrives(round + ".key", key);
      Rig.await(() -> items(vin) == 3);
    }
    Rig.await(() -> pointers().isEmpty());
  }

  @Test
  void packetsNestedInOneAreToldApart() {
    withKeys();
    byte[] both =
        join(
            sealed(ONE, KEY, START),
            sealed(TWO, OTHER, START),
            sealed(ONE, OTHER, START + 10),
            plain(TWO, START + 10));
    receive(platform(both));
    rig.settle();
    assertThat(pointers())
        .containsExactly(ONE.text() + " NO_KEY", ONE.text() + " NO_KEY", TWO.text() + " NO_KEY");
    assertThat(items(TWO)).isEqualTo(3);
    arrives("platform.key", KEY);
    Rig.await(() -> pointers().size() == 2);
    assertThat(pointers()).containsExactly(ONE.text() + " NO_KEY", TWO.text() + " NO_KEY");
    assertThat(items(ONE)).isEqualTo(3);
    arrives("other.key", OTHER);
    Rig.await(() -> pointers().isEmpty());
    assertThat(items(ONE)).isEqualTo(6);
    assertThat(items(TWO)).isEqualTo(6);
  }

  @Test
  void aFilingThatReachesFurtherBackBringsItemsForth() {
    rig.register.file(ONE, List.of(filing(START + DAY)));
    receive(plain(ONE, START));
    List<WireFrames.Body> bodies = new ArrayList<>(bodies(START + 20));
    bodies.addFirst(new WireFrames.Body(START + 5 * DAY, 2, new byte[37]));
    receive(WireFrames.realtime(ONE, START + 23, bodies));
    rig.settle();
    assertThat(pointers())
        .containsExactly(ONE.text() + " BEFORE_FILING", ONE.text() + " BEFORE_FILING");
    // the mark of the item from the future, at the second of its receipt
    assertThat(items(ONE)).isOne();
    rig.register.file(ONE, List.of(filing(START - DAY)));
    Rig.await(() -> pointers().size() == 1);
    Rig.await(() -> pointers().equals(List.of(ONE.text() + " FUTURE")));
    assertThat(items(ONE)).isEqualTo(7);
    rig.settle();
    assertThat(pointers()).containsExactly(ONE.text() + " FUTURE");
  }

  private static Filing filing(long from) {
    return new Filing(
        ONE,
        Instant.ofEpochSecond(from),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new VehicleFacts("VI", "DIESEL", null, null, null, null),
        Origin.MEASURED);
  }

  private List<String> pointers() {
    List<String> pointers = new ArrayList<>();
    for (Document pointer :
        rig.store.collection(Store.Name.QUARANTINE).find().sort(new Document("vin", 1))) {
      pointers.add(pointer.getString("vin") + " " + pointer.getString("reason"));
    }
    return pointers;
  }

  /** Different seconds stored of a vehicle. */
  private int items(Vin vin) {
    TreeSet<Long> seconds = new TreeSet<>();
    try (FragmentCursor stored =
        new Chunks(rig.database).fragments(vin, START - DAY, START + 9 * DAY)) {
      while (stored.hasNext()) {
        var fragment = stored.next();
        for (int i = 0; i < fragment.size(); i++) {
          seconds.add(fragment.second(i));
        }
      }
    }
    return seconds.size();
  }

  private void receive(Frame frame) {
    Connection connection = new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");
    rig.feed(LANE, List.of(at -> new LogEntry(at, (START + 100) * 1000, connection, 0, frame)));
  }

  private static List<WireFrames.Body> bodies(long from) {
    List<WireFrames.Body> bodies = new ArrayList<>();
    for (long second = from; second < from + 3; second++) {
      bodies.add(new WireFrames.Body(second, 2, new byte[37]));
    }
    return bodies;
  }

  private static Frame plain(Vin vin, long from) {
    return WireFrames.realtime(vin, from + 3, bodies(from));
  }

  private static Frame sealed(Vin vin, String key, long from) {
    try {
      Cipher cipher = Cipher.getInstance("SM4/ECB/PKCS5Padding", new BouncyCastleProvider());
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(HexFormat.of().parseHex(key), "SM4"));
      byte[] unit = cipher.doFinal(WireFrames.hjUnit(from + 3, bodies(from)));
      return WireFrames.frame(vin, 2, SM4, unit);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] join(Frame... frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Frame frame : frames) {
      all.writeBytes(frame.copy());
    }
    return all.toByteArray();
  }

  /** A platform's packet: its header has a response flag before the VIN and no version. */
  private static Frame platform(byte[] unit) {
    byte[] frame = WireFrames.frame(PLATFORM, 2, 1, unit).copy();
    frame[3] = (byte) 0xFE;
    System.arraycopy(PLATFORM.bytes(), 0, frame, 4, Vin.LENGTH);
    byte check = 0;
    for (int i = 2; i < frame.length - 1; i++) {
      check ^= frame[i];
    }
    frame[frame.length - 1] = check;
    return Frame.of(frame);
  }
}
