package lantian.obd.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** The exact rules of spec clause 2. */
class FramerTest {
  /** Login of a test vehicle: 53 bytes with a good check byte. */
  private static final String LOGIN =
      "2323014c53555a544553543056494e30303030310101001c170512091e00000138393836303030303030303030303030"
          + "3030303153";

  /** A head that claims 8,000 bytes and has a plausible VIN. */
  private static final String FALSE_HEAD = "232302585858585858585858585858585858585801011f40";

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static Framer framer() {
    return new Framer(8192, 30_000);
  }

  @Test
  void deliversBytesOneByOne() {
    Gathering out = new Gathering();
    Framer framer = framer();
    for (byte b : hex("0011" + LOGIN + "23" + LOGIN)) {
      framer.feed(new byte[] {b}, 0, 1, 0, out);
    }
    assertThat(out.frames).containsExactly(LOGIN, LOGIN);
    // Two bytes of noise, and one mark too many: "#" + "##" is a candidate whose command is "#".
    assertThat(out.junk).isEqualTo(3);
    assertThat(out.refusals).containsExactly(Refusal.HEADER);
    assertThat(framer.buffered()).isZero();
  }

  @Test
  void resynchronisesAtTheDeadlineAndNotBefore() {
    Gathering out = new Gathering();
    Framer framer = framer();
    byte[] stream = hex(FALSE_HEAD + LOGIN + LOGIN);
    framer.feed(stream, 0, stream.length, 1_000, out);
    assertThat(framer.deadlineMillis()).isEqualTo(31_000);

    framer.expire(30_999, out);
    assertThat(out.frames).isEmpty();

    framer.expire(31_000, out);
    assertThat(out.frames).containsExactly(LOGIN, LOGIN);
    assertThat(out.refusals).containsExactly(Refusal.PARTIAL);
    assertThat(out.junk).isEqualTo(24);
    assertThat(framer.deadlineMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anIncompleteFrameBehindARefusedOneWaitsWithItsOwnDeadline() {
    Gathering out = new Gathering();
    Framer framer = framer();
    byte[] stream = hex(FALSE_HEAD + LOGIN.substring(0, 60));
    framer.feed(stream, 0, stream.length, 0, out);
    framer.expire(30_000, out);
    assertThat(out.frames).isEmpty();
    assertThat(framer.deadlineMillis()).isEqualTo(60_000);
    byte[] rest = hex(LOGIN.substring(60));
    framer.feed(rest, 0, rest.length, 59_999, out);
    assertThat(out.frames).containsExactly(LOGIN);
  }

  @Test
  void aCandidateBehindALoneMarkHasTheWholeOfItsOwnDeadline() {
    Gathering out = new Gathering();
    Framer framer = framer();
    framer.feed(hex("23"), 0, 1, 0, out);
    assertThat(framer.deadlineMillis()).isEqualTo(30_000);
    byte[] begun = hex("00" + LOGIN.substring(0, 60));
    framer.feed(begun, 0, begun.length, 29_000, out);
    assertThat(framer.deadlineMillis()).isEqualTo(59_000);

    framer.expire(30_000, out);
    byte[] rest = hex(LOGIN.substring(60));
    framer.feed(rest, 0, rest.length, 31_000, out);
    assertThat(out.frames).containsExactly(LOGIN);
    assertThat(out.refusals).isEmpty();
  }

  @Test
  void keepsTheFramesBehindAnOpenOneWhenThereIsNoRoomAtTheEnd() {
    Gathering out = new Gathering();
    out.room = 1;
    Framer framer = framer();
    byte[] stream = hex(FALSE_HEAD + LOGIN + LOGIN + LOGIN + FALSE_HEAD);
    framer.feed(stream, 0, stream.length, 0, out);
    assertThat(framer.end(out)).isEqualTo(-1);
    assertThat(out.frames).containsExactly(LOGIN);
    assertThat(framer.blocked()).isTrue();

    out.room = 5;
    framer.resume(0, out);
    assertThat(framer.end(out)).isEqualTo(24);
    assertThat(out.frames).containsExactly(LOGIN, LOGIN, LOGIN);
    assertThat(out.refusals).containsExactly(Refusal.PARTIAL);
    assertThat(out.junk).isEqualTo(24);
    assertThat(framer.buffered()).isZero();
  }

  @Test
  void keepsAFrameForWhichThereIsNoRoom() {
    Gathering out = new Gathering();
    out.room = 1;
    Framer framer = framer();
    byte[] stream = hex(LOGIN + LOGIN + LOGIN);
    framer.feed(stream, 0, stream.length, 0, out);
    assertThat(out.frames).hasSize(1);
    assertThat(framer.blocked()).isTrue();
    assertThat(framer.buffered()).isEqualTo(2 * 53);

    out.room = 5;
    framer.resume(0, out);
    assertThat(out.frames).containsExactly(LOGIN, LOGIN, LOGIN);
    assertThat(framer.buffered()).isZero();
  }

  @Test
  void tellsHj212TextFromNoise() {
    Gathering out = new Gathering();
    byte[] text =
        "##0085QN=20230518093000000;ST=31;CN=2011;PW=123456;MN=A0001;CP=&&DataTime=20230518093000&&"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    framer().feed(text, 0, text.length, 0, out);
    assertThat(out.foreign).containsExactly(Foreign.HJ212);
    assertThat(out.frames).isEmpty();

    Gathering noise = new Gathering();
    byte[] other =
        "##ABCDQN=2023051809300000000000000000000000000000"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    framer().feed(other, 0, other.length, 0, noise);
    assertThat(noise.foreign).isEmpty();
  }

  @RepeatedTest(200)
  void neverDependsOnWhereReadsCutTheStream(RepetitionInfo seed) {
    var random = new SplittableRandom(seed.getCurrentRepetition());
    byte[] stream = hostile(random);
    Gathering whole = new Gathering();
    Framer one = framer();
    one.feed(stream, 0, stream.length, 0, whole);
    int leftWhole = one.end(whole);

    Gathering cut = new Gathering();
    Framer other = framer();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(stream.length - at, random.nextInt(1, 40));
      other.feed(stream, at, length, 0, cut);
      at += length;
    }
    int leftCut = other.end(cut);

    assertThat(cut.frames).isEqualTo(whole.frames);
    assertThat(cut.refusals).isEqualTo(whole.refusals);
    assertThat(leftCut).isEqualTo(leftWhole);
    assertThat(whole.framed + whole.junk + leftWhole).isEqualTo(stream.length);
    assertThat(cut.framed + cut.junk + leftCut).isEqualTo(stream.length);
  }

  /** Good frames between noise, marks, false heads and truncated frames. */
  private static byte[] hostile(SplittableRandom random) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      switch (random.nextInt(6)) {
        case 0 -> out.append("23".repeat(random.nextInt(1, 40)));
        case 1 -> out.append("7e".repeat(random.nextInt(1, 40)));
        case 2 -> out.append(FALSE_HEAD.replace("1f40", random.nextBoolean() ? "0010" : "0100"));
        case 3 -> out.append(LOGIN, 0, 2 * random.nextInt(1, 53));
        case 4 -> out.append("%02x".formatted(random.nextInt(256)).repeat(random.nextInt(1, 9)));
        default -> out.append(LOGIN);
      }
    }
    return hex(out.toString());
  }
}
