package lantian.obd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import lantian.obd.frame.Frame;
import lantian.obd.packet.PlatformCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerBytesTest {
  /** 2023-05-18 09:30:05 +08:00, the time of the vector. */
  private static final long SECOND = 1_684_373_405L;

  @Test
  void echoIsTheExampleOfTheSpecification() {
    assertThat(answer("syn-login", AckPolicy.ECHO))
        .isEqualTo("2323014c53555a544553543056494e30303030310101000057");
  }

  @ParameterizedTest
  @CsvSource({
    "syn-login, 01",
    "syn-logout, 04",
    "syn-gb-10-samples, 02",
    "syn-reissue-past, 03",
    "syn-hj-tamper-alarm, 06"
  })
  void echoIsTheHeadWithAnEmptyPlainUnit(String vector, String command) {
    String head = Wire.hex(Wire.vector(vector)).substring(0, 42);
    String answer = answer(vector, AckPolicy.ECHO);
    assertThat(answer).startsWith(head + "010000").hasSize(50);
    assertThat(answer.substring(4, 6)).isEqualTo(command);
    assertThat(xor(answer)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = AckPolicy.class,
      names = {"NONE", "ECHO", "CITY_ZZ"})
  void timeSyncIsAnsweredWithOurTimeUnderEveryTerminalPolicy(AckPolicy policy) {
    assertThat(answer("syn-timesync-request", policy))
        .isEqualTo(Wire.hex(Wire.vector("syn-timesync-response")));
  }

  @Test
  void activationIsConfirmedAsInTheVector() {
    assertThat(answer("syn-hj-activation", AckPolicy.ECHO))
        .isEqualTo(Wire.hex(Wire.vector("syn-hj-activation-response-10")));
  }

  @Test
  void activationForAnotherVinIsRefusedAsInTheVector() {
    byte[] frame = Wire.vector("syn-hj-activation");
    frame[24 + 86] ^= 1;
    frame[frame.length - 1] ^= 1;
    assertThat(answer(frame, AckPolicy.ECHO, true))
        .isEqualTo(Wire.hex(Wire.vector("syn-hj-activation-response-22")));
  }

  @ParameterizedTest
  @EnumSource(AckPolicy.class)
  void platformFramesAreAnsweredAsInTheVectorUnderEveryPolicy(AckPolicy policy) {
    byte[] forwarded = Wire.vector("syn-platform-forward-nested");
    // One second later, as the answer in the vector; the nested check byte follows.
    forwarded[24 + 24 + 5] ^= 1;
    forwarded[forwarded.length - 2] ^= 1;
    assertThat(answer(forwarded, policy, true))
        .isEqualTo(Wire.hex(Wire.vector("syn-platform-ack")));
  }

  @Test
  void platformAnswerIsNegativeForAQuarantinedFrameOnly() {
    byte[] frame = Wire.vector("syn-platform-login");
    assertThat(answer(frame, AckPolicy.PLATFORM, true)).startsWith("7e7e0701504c4154464f524d");
    String negative = answer(frame, AckPolicy.PLATFORM, false);
    assertThat(negative).startsWith("7e7e0702504c4154464f524d").contains("0100061705");
    assertThat(xor(negative)).isZero();
  }

  @Test
  void platformPolicyMovesATerminalsVinBehindTheFlag() {
    assertThat(answer("syn-login", AckPolicy.PLATFORM))
        .startsWith("23230101" + Wire.hex(Wire.ascii(Wire.VIN)) + "010006170512091e00");
  }

  @Test
  void ourTimeStandsInForAUnitThatIsShortOrEncrypted() {
    String time = "0100061705" + "12091e05";
    byte[] shorter = Wire.platform('~', 0x04, 0xFE, Wire.VIN, new byte[5]);
    assertThat(answer(shorter, AckPolicy.PLATFORM, true)).contains(time);
    assertThat(answer("syn-gb-sm2-encrypted", AckPolicy.PLATFORM)).contains(time);
    byte[] sync = Wire.platform('~', 0x05, 0xFE, Wire.VIN, Wire.time(1));
    assertThat(answer(sync, AckPolicy.PLATFORM, true)).contains(time);
  }

  @Test
  void answersAreNeverAnswered() {
    for (AckPolicy policy : AckPolicy.values()) {
      for (int flag : new int[] {1, 2, 3}) {
        byte[] answer = Wire.platform('~', 0x02, flag, Wire.VIN, Wire.time(1));
        assertThat(answer(answer, policy, true)).isEmpty();
      }
      assertThat(answer("syn-hj-activation-response-10", policy)).isEmpty();
    }
  }

  /**
   * Spec clause 5: "a frame in platform style (flag 0xFE) is always answered in PLATFORM form", and
   * 0x08 is the logout of a platform; a command 0x08 is an answer where no flag tells.
   */
  @ParameterizedTest
  @EnumSource(AckPolicy.class)
  void aPlatformThatLogsOutIsAnsweredAndATerminalsAnswerIsNot(AckPolicy policy) {
    byte[] unit = Wire.join(Wire.time(1), new byte[] {0, 1});
    byte[] logout = Wire.platform('~', 0x08, 0xFE, Wire.VIN, unit);
    assertThat(answer(logout, policy, true))
        .startsWith("7e7e0801" + Wire.hex(Wire.ascii(Wire.VIN)) + "010006" + Wire.hex(Wire.time(1)))
        .hasSize(62);
    assertThat(answer(Wire.terminal(0x08, Wire.VIN, new byte[] {1, 0}), policy, true)).isEmpty();
    assertThat(answer(Wire.platform('~', 0x08, 0x01, Wire.VIN, unit), policy, true)).isEmpty();
  }

  @Test
  void onlyATimeSyncIsAnsweredBeforeStorage() {
    PlatformCommands gbt = new PlatformCommands(0x05, 0x06);
    Frame login = Frame.of(Wire.platform('~', 0x05, 0xFE, "PLATFORM000000001", new byte[41]));
    assertThat(form(login, gbt)).isEqualTo(AnswerForm.PLATFORM);
    assertThat(form(login, PlatformCommands.DEFAULT)).isEqualTo(AnswerForm.PLATFORM_TIME);
    // Whatever the head of the outer frame says: what is inside is to be stored first.
    byte[] inner = Wire.realtime(Wire.VIN, 1);
    Frame forwarded = Frame.of(Wire.platform('~', 0x05, 0xFE, Wire.VIN, inner));
    assertThat(form(forwarded, PlatformCommands.DEFAULT)).isEqualTo(AnswerForm.PLATFORM);
    Frame terminals = Frame.of(Wire.terminal(0x05, Wire.VIN, new byte[0]));
    assertThat(form(terminals, gbt)).isEqualTo(AnswerForm.PLATFORM_TIME);
  }

  private static AnswerForm form(Frame frame, PlatformCommands commands) {
    return AnswerForm.of(frame, AckPolicy.PLATFORM, commands);
  }

  @Test
  void otherCommandsOfTerminalsGetNoAnswer() {
    for (int command : new int[] {0x09, 0x0D, 0x80, 0xC0, 0xFE}) {
      byte[] frame = Wire.terminal(command, Wire.VIN, Wire.time(1));
      assertThat(answer(frame, AckPolicy.ECHO, true)).isEmpty();
      assertThat(answer(frame, AckPolicy.NONE, true)).isEmpty();
    }
    assertThat(answer("syn-login", AckPolicy.NONE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"C0, c1, 31", "C2, c3, 25", "02, f0, 25", "03, f0, 25", "07, 08, 27", "01, 01, 25"})
  void theCityHasCommandsOfItsOwn(String asked, String answered, int length) {
    int command = Integer.parseInt(asked, 16);
    String answer = answer(Wire.terminal(command, Wire.VIN, new byte[8]), AckPolicy.CITY_ZZ, true);
    assertThat(answer.substring(4, 6)).isEqualTo(answered);
    assertThat(answer).hasSize(2 * length);
    assertThat(xor(answer)).isZero();
  }

  @Test
  void theFirstGroupThatFitsDecides() {
    Door door =
        new Door(
            0,
            Setup.answering(
                lantian.obd.packet.Profile.GB17691,
                AckPolicy.NONE,
                new AckGroup("LSUZ", AckPolicy.ECHO),
                new AckGroup("LSUZTEST", AckPolicy.PLATFORM)),
            new TerminalMeters(
                    new io.micrometer.core.instrument.simple.SimpleMeterRegistry(), new Sessions())
                .door(0));
    assertThat(door.policy(Frame.of(Wire.vector("syn-login")))).isEqualTo(AckPolicy.ECHO);
    byte[] other = Wire.terminal(1, "LSUXTESTVIN000001", Wire.time(1));
    assertThat(door.policy(Frame.of(other))).isEqualTo(AckPolicy.NONE);
  }

  private static String answer(String vector, AckPolicy policy) {
    return answer(Wire.vector(vector), policy, true);
  }

  /** The answer as the outbox makes it, from a frame that stands inside a larger array. */
  private static String answer(byte[] bytes, AckPolicy policy, boolean accepted) {
    Frame frame = new Frame(Wire.join(new byte[7], bytes, new byte[3]), 7, bytes.length);
    AnswerForm form = AnswerForm.of(frame, policy, PlatformCommands.DEFAULT);
    byte[] out = new byte[AnswerForm.LONGEST];
    if (form == AnswerForm.SILENT) {
      return "";
    }
    AnswerBytes.write(form, frame, policy, accepted, SECOND, out);
    if (form.fast()) {
      AnswerBytes.stamp(out, 0, SECOND);
    }
    return Wire.hex(Arrays.copyOf(out, form.length()));
  }

  private static int xor(String hex) {
    int xor = 0;
    for (byte b : java.util.HexFormat.of().parseHex(hex)) {
      xor ^= b;
    }
    return xor;
  }
}
