package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Filing;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Profile;
import lantian.obd.packet.Sig66;
import lantian.obd.packet.Signatures;
import lantian.obd.store.Verification.Asked;
import lantian.obd.store.Verification.Verdict;
import lantian.proto.Origin;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What could not be checked is told from what is wrong, and asked again when keys have come. */
class VerificationTest {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00061");
  private static final byte[] CHIP = "TESTCHIP00000001".getBytes(StandardCharsets.US_ASCII);
  private static final ChipSigner OWN = new ChipSigner(0x1234_5678_9ABCL);
  private static final Connection CONNECTION =
      new Connection(1, 0, Profile.HJ1239, false, "192.0.2.1", "");

  private final List<Integer> asked = new ArrayList<>();
  private final MemoryLog log = new MemoryLog();
  private final RawLog counting = new Counting();
  private final FakeKeys keys = new FakeKeys();
  private final Verification verification = new Verification(counting, keys, new Signatures(4));

  /** Notes how many frames are asked for at once. */
  private final class Counting implements RawLog {
    @Override
    public List<Writer> writers() {
      return log.writers();
    }

    @Override
    public List<LogBatch> lane(LaneKey lane, long from, int limit) {
      return log.lane(lane, from, limit);
    }

    @Override
    public Map<LogPosition, LogEntry> frames(Collection<LogPosition> positions) {
      asked.add(positions.size());
      return log.frames(positions);
    }
  }

  /** "Decrypts" by turning every bit, once it is there. */
  private static final class FakeKeys implements Opener {
    private boolean there;

    @Override
    public byte @Nullable [] open(Frame frame, Profile profile) {
      if (!there) {
        return null;
      }
      byte[] unit = new byte[frame.unitLength()];
      for (int i = 0; i < unit.length; i++) {
        unit[i] = (byte) ~frame.bytes()[frame.unitOffset() + i];
      }
      return unit;
    }

    @Override
    public long generation() {
      return there ? 1 : 0;
    }
  }

  @Test
  void aMissingKeyLeavesItOpenUntilTheKeyIsThere() {
    PacketRef right = log(OWN.signed(unit(1), 0, CHIP), true);
    byte[] damaged = OWN.signed(unit(2), 0, CHIP);
    damaged[12] ^= 1;
    PacketRef wrong = log(damaged, true);
    assertThat(verdicts(right, wrong)).containsOnly(Verdict.UNKNOWN);
    assertThat(verdicts(right, wrong)).containsOnly(Verdict.UNKNOWN);
    assertThat(asked).as("a doubt is remembered").hasSize(1);
    keys.there = true;
    assertThat(verdicts(right, wrong)).containsExactly(Verdict.RIGHT, Verdict.WRONG);
    keys.there = false;
    assertThat(verdicts(right, wrong)).containsExactly(Verdict.RIGHT, Verdict.WRONG);
    assertThat(verification.count(Verdict.UNKNOWN)).isEqualTo(2);
    assertThat(verification.count(Verdict.WRONG)).isEqualTo(1);
  }

  @Test
  void aFrameThatIsGoneOrAnotherOneIsNoForgery() {
    PacketRef right = log(OWN.signed(unit(1), 0, CHIP), false);
    PacketRef gone = at(new LogPosition(1, 0, 99, 0), right.signatureHead());
    PacketRef another = at(right.position(), right.signatureHead() + 1);
    assertThat(verdicts(gone, another, right))
        .containsExactly(Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.RIGHT);
  }

  @Test
  void anEntryThatCannotBeReadIsNoForgery() {
    PacketRef packet = log(OWN.signed(unit(1), 0, CHIP), false);
    for (String key : List.of("no hex", OWN.publicKeyHex())) {
      Dossier dossier = dossier(key, key.equals("no hex") ? HexFormat.of().formatHex(CHIP) : "zz");
      assertThat(verification.verdicts(List.of(new Asked(TRUCK, packet, dossier))).values())
          .containsOnly(Verdict.UNKNOWN);
    }
  }

  @Test
  void framesAreAskedForInPages() {
    List<PacketRef> packets = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      packets.add(log(ChipSigner.forged(unit(i)), false));
    }
    assertThat(verdicts(packets.toArray(PacketRef[]::new))).containsOnly(Verdict.WRONG);
    assertThat(asked).containsExactly(500, 500, 100);
  }

  private List<Verdict> verdicts(PacketRef... packets) {
    Dossier dossier = dossier(OWN.publicKeyHex(), HexFormat.of().formatHex(CHIP));
    List<Asked> all = new ArrayList<>();
    for (PacketRef packet : packets) {
      all.add(new Asked(TRUCK, packet, dossier));
    }
    var found = verification.verdicts(all);
    List<Verdict> verdicts = new ArrayList<>();
    for (PacketRef packet : packets) {
      verdicts.add(found.get(Verification.claim(packet, dossier)));
    }
    return verdicts;
  }

  private static Dossier dossier(String key, String chip) {
    return new Dossier(
        List.of(
            new Filing(
                TRUCK,
                Instant.EPOCH,
                null,
                null,
                chip,
                key,
                null,
                null,
                null,
                null,
                null,
                VehicleFacts.UNKNOWN,
                Origin.MEASURED)));
  }

  private static byte[] unit(int number) {
    return WireFrames.hjUnit(
        1_790_000_000L, List.of(new WireFrames.Body(1_790_000_000L - number, 2, new byte[37])));
  }

  private PacketRef log(byte[] unit, boolean sealed) {
    byte[] sent = unit.clone();
    for (int i = 0; sealed && i < sent.length; i++) {
      sent[i] = (byte) ~sent[i];
    }
    Frame frame = WireFrames.frame(TRUCK, 2, sealed ? 3 : 1, sent);
    LogBatch batch =
        log.append(new LaneKey(1, 0), List.of(at -> new LogEntry(at, 1_000, CONNECTION, 0, frame)));
    return at(
        batch.entries().getFirst().position(), RealtimeUnit.head(unit, unit.length - Sig66.SIZE));
  }

  private static PacketRef at(LogPosition position, long head) {
    return new PacketRef(position, 1_000, "", head, Profile.HJ1239, 0);
  }
}
