package lantian.deploy.simulate.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithID;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.SM2Signer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The encoder against frames that were published with the specification, byte for byte. */
class WireTest {
  private static final Vin TRUCK = new Vin("LSUZTEST0VIN00001");
  private static final String CARD = "89860000000000000001";
  private static final long MORNING = second("2023-05-18T09:30:00+08:00");

  @Test
  void writesThePublishedLogin() {
    assertThat(hex(gb().login(MORNING)))
        .isEqualTo(
            "2323014c53555a544553543056494e30303030310101001c170512091e000001"
                + "383938363030303030303030303030303030303153");
  }

  @Test
  void writesThePublishedLogoutWithTheFlowOfItsLogin() {
    TerminalWriter terminal = gb();
    terminal.login(MORNING);
    assertThat(hex(terminal.logout(second("2023-05-18T18:00:00+08:00"))))
        .isEqualTo("2323044c53555a544553543056494e303030303101010008170512120000000149");
  }

  @Test
  void writesThePublishedTimeRequest() {
    assertThat(hex(gb().timeSync()))
        .isEqualTo("2323054c53555a544553543056494e30303030310101000053");
  }

  /** The first two of ten published seconds, and the length and check byte of the whole packet. */
  @Test
  void writesThePublishedTenSeconds() {
    List<Sample> samples =
        IntStream.range(0, 10)
            .mapToObj(i -> new Sample(MORNING + i, Sample.STREAM, published(i).bytes()))
            .toList();
    String frame = hex(gb().realtime(samples));
    assertThat(frame)
        .startsWith(
            // command, VIN, version, encryption, length, head time
            "2323024c53555a544553543056494e303030303101010196170512091e00"
                // type, flow, body
                + "0200013c00caaa852d5001724e2012c0a0307048e0470000207e8a00072ffc4901dd959e0012d687"
                + "0200023d00caaa852d5001724ee812d4a0307048e0470000207e8a00072ffc4901dd959e0012d687")
        .hasSize(2 * 431)
        .endsWith("1374a0307048e0470000207e8a00072ffc4901dd959e0012d687de");
  }

  @Test
  void writesThePublishedPlatformLogin() {
    PlatformWriter platform = new PlatformWriter(new Vin("PLATFORM000000001"), 0x07);
    assertThat(hex(platform.login(MORNING, 1, "suzhou01", "p@ssw0rd")))
        .isEqualTo(
            "7e7e07fe504c4154464f524d303030303030303031010029170512091e000001"
                + "73757a686f75303100000000704073737730726400000000000000000000000001"
                + "86");
  }

  @Test
  void forwardsATerminalFrameUnchanged() {
    byte[] frame = gb().realtime(List.of(new Sample(MORNING, Sample.STREAM, bodyOfOne())));
    PlatformWriter platform = new PlatformWriter(new Vin("PLATFORM000000001"), 0x07);
    assertThat(hex(platform.forward(frame)))
        .isEqualTo(
            "7e7e02fe4c53555a544553543056494e3030303031010047"
                + "2323024c53555a544553543056494e30303030310101002e170512091e00"
                + "0200013c00caaa852d500172520812f2a0307048e0470000207e8a00072ffc4901dd959e0012d687d1"
                + "ec");
  }

  @Test
  void hjItemsCarryTheirOwnTimeBehindOneFlow() {
    TerminalWriter terminal = new TerminalWriter(TRUCK, CARD, Profile.HJ1239, null);
    List<Sample> two =
        List.of(
            new Sample(MORNING, Sample.STREAM, bodyOfOne()),
            new Sample(MORNING + 3, Sample.STREAM, bodyOfOne()));
    assertThat(hex(terminal.reissue(two, MORNING + 600)))
        .startsWith("7e7e034c53555a544553543056494e303030303106010060170512092800" + "0001")
        .contains("02170512091e003c00")
        .contains("02170512091e033c00");
  }

  @Test
  void signatureVerifiesUnderTheFiledKeyAndNotAfterAChange() {
    ChipSigner chip = new ChipSigner("TESTCHIP00000001", 7);
    byte[] frame =
        new TerminalWriter(TRUCK, CARD, Profile.HJ1239, chip)
            .realtime(List.of(new Sample(MORNING, Sample.STREAM, bodyOfOne())));
    int signed = frame.length - 1 - 66 - 24;
    assertThat(verifies(chip, frame, signed)).isTrue();
    frame[40] ^= 1;
    assertThat(verifies(chip, frame, signed)).isFalse();
  }

  @Test
  void sameSeedSignsTheSame() {
    assertThat(new ChipSigner("TESTCHIP00000001", 7).sign(new byte[3]))
        .isEqualTo(new ChipSigner("TESTCHIP00000001", 7).sign(new byte[3]))
        .isNotEqualTo(new ChipSigner("TESTCHIP00000001", 8).sign(new byte[3]));
  }

  @Test
  void refusesAHoleInsideAGbPacket() {
    List<Sample> hole =
        List.of(
            new Sample(MORNING, Sample.STREAM, bodyOfOne()),
            new Sample(MORNING + 2, Sample.STREAM, bodyOfOne()));
    assertThatIllegalArgumentException().isThrownBy(() -> gb().realtime(hole));
  }

  @Test
  void flowNumbersBeginAgainEachDayAndNeverPassTheirLast() {
    DailyFlow flow = new DailyFlow();
    int last = 0;
    for (int i = 0; i < 65_531; i++) {
      last = flow.next(MORNING);
    }
    assertThat(last).isEqualTo(65_531);
    assertThat(flow.next(MORNING)).isEqualTo(1);
    assertThat(flow.next(MORNING)).isEqualTo(2);
    assertThat(flow.next(MORNING + 86_400)).isEqualTo(1);
  }

  @Test
  void obdBlockHasItsPublishedShape() {
    ObdBody block = new ObdBody(true, TRUCK, "CAL", "1A2B", 5, List.of(0x00D10E1F, 0x00D2101F));
    byte[] bytes = block.bytes();
    assertThat(bytes).hasSize(96 + 8);
    assertThat(hex(bytes)).startsWith("0201" + "adc0" + "0000").endsWith("0200d10e1f00d2101f");
  }

  /** A frame XORs to zero as a whole, because its two start marks cancel out. */
  @RepeatedTest(50)
  void everyFrameXorsToZero(RepetitionInfo repetition) {
    SplittableRandom random = new SplittableRandom(repetition.getCurrentRepetition());
    boolean hj = random.nextBoolean();
    TerminalWriter terminal =
        new TerminalWriter(TRUCK, CARD, hj ? Profile.HJ1239 : Profile.GB17691, null);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(10); i++) {
      byte[] body = new byte[StreamBody.LENGTH];
      random.nextBytes(body);
      samples.add(new Sample(MORNING + i, Sample.STREAM, body));
    }
    for (byte[] frame :
        List.of(
            terminal.login(MORNING),
            terminal.realtime(samples),
            terminal.reissue(samples, MORNING + 60),
            terminal.removal(MORNING),
            terminal.logout(MORNING))) {
      byte sum = 0;
      for (byte b : frame) {
        sum ^= b;
      }
      assertThat(sum).isZero();
      assertThat(frame.length).isEqualTo(25 + ((frame[22] & 0xFF) << 8) + (frame[23] & 0xFF));
    }
  }

  @Test
  void aModelNeverWritesACode() {
    assertThat(Slot.NOX_DOWN_PPM.word(1e9)).isEqualTo(0xFAFF);
    assertThat(Slot.NOX_DOWN_PPM.word(-1e9)).isZero();
    assertThat(Slot.REAGENT_PCT.word(100)).isEqualTo(0xFA);
    assertThat(Slot.COOLANT_C.word(Double.NaN)).isEqualTo(0xFF);
    assertThat(Slot.LATITUDE_DEG.word(91)).isEqualTo(90_000_000);
  }

  private static StreamBody published(int i) {
    return base()
        .set(Slot.SPEED_KMH, 60 + i)
        .set(Slot.NOX_UP_PPM, 800 + 10 * i)
        .set(Slot.NOX_DOWN_PPM, 40 + i);
  }

  private static byte[] bodyOfOne() {
    return base()
        .set(Slot.SPEED_KMH, 60)
        .set(Slot.NOX_UP_PPM, 850)
        .set(Slot.NOX_DOWN_PPM, 42.5)
        .bytes();
  }

  private static StreamBody base() {
    return new StreamBody()
        .set(Slot.BAROMETER_KPA, 101)
        .set(Slot.NET_TORQUE_PCT, 45)
        .set(Slot.FRICTION_TORQUE_PCT, 8)
        .set(Slot.ENGINE_RPM, 1450)
        .set(Slot.FUEL_LPH, 18.5)
        .set(Slot.REAGENT_PCT, 64)
        .set(Slot.INTAKE_KGH, 620)
        .set(Slot.SCR_IN_C, 310)
        .set(Slot.SCR_OUT_C, 295)
        .set(Slot.DPF_DP_KPA, 3.2)
        .set(Slot.COOLANT_C, 86)
        .set(Slot.FUEL_LEVEL_PCT, 55.2)
        .position(120.585289, 31.298974)
        .set(Slot.ODOMETER_KM, 123_456.7);
  }

  private static boolean verifies(ChipSigner chip, byte[] frame, int signed) {
    var named = CustomNamedCurves.getByName("sm2p256v1");
    var curve = new ECDomainParameters(named.getCurve(), named.getG(), named.getN());
    byte[] point = HexFormat.of().parseHex("04" + chip.publicKeyHex());
    SM2Signer signer = new SM2Signer(PlainDSAEncoding.INSTANCE, new SM3Digest());
    var key = new ECPublicKeyParameters(named.getCurve().decodePoint(point), curve);
    signer.init(false, new ParametersWithID(key, HexFormat.of().parseHex(chip.chipIdHex())));
    signer.update(frame, 24, signed);
    byte[] plain = new byte[64];
    System.arraycopy(frame, 24 + signed + 1, plain, 0, 32);
    System.arraycopy(frame, 24 + signed + 34, plain, 32, 32);
    return signer.verifySignature(plain);
  }

  private static TerminalWriter gb() {
    return new TerminalWriter(TRUCK, CARD, Profile.GB17691, null);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static long second(String text) {
    return OffsetDateTime.parse(text).toEpochSecond();
  }
}
