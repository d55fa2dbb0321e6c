package lantian.obd.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ChunkCodecTest {
  @RepeatedTest(200)
  void whatIsWrittenIsRead(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    Fragment fragment = Samples.chunk(Samples.crowded(random, random.nextInt(1, 200))).freeze();
    Fragment read = ChunkCodec.decode(Samples.START, ChunkCodec.encode(fragment));
    assertThat(Samples.told(read)).isEqualTo(Samples.told(fragment));
    assertThat(packets(read)).isEqualTo(packets(fragment));
  }

  @Test
  void everyPrefixIsRefused() {
    byte[] cols = columns(7, 40);
    for (int length = 0; length < cols.length; length++) {
      byte[] prefix = Arrays.copyOf(cols, length);
      assertThatExceptionOfType(DamagedChunkException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> ChunkCodec.decode(Samples.START, prefix));
    }
  }

  @Test
  void everySingleBitIsMissed() {
    byte[] cols = columns(8, 40);
    for (int bit = 0; bit < cols.length * 8; bit++) {
      byte[] altered = cols.clone();
      altered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatExceptionOfType(DamagedChunkException.class)
          .as("bit %d", bit)
          .isThrownBy(() -> ChunkCodec.decode(Samples.START, altered));
    }
  }

  /** With the checksum repaired an altered stream may mean something; it never does harm. */
  @RepeatedTest(50)
  void damageBehindARightChecksumIsReadOrRefused(RepetitionInfo seed) {
    SplittableRandom random = new SplittableRandom(seed.getCurrentRepetition());
    byte[] cols = columns(seed.getCurrentRepetition(), 30);
    for (int round = 0; round < 400; round++) {
      byte[] altered = Arrays.copyOf(cols, cols.length - random.nextInt(2) * random.nextInt(9));
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
      }
      sign(altered);
      try {
        Fragment read = ChunkCodec.decode(Samples.START, altered);
        assertThat(read.size()).isLessThan(1 << 17);
        Samples.told(read);
        ChunkSums.of(read);
      } catch (DamagedChunkException e) {
        assertThat(e).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void anotherVersionIsRefused() {
    byte[] cols = columns(9, 5);
    cols[0] = 99;
    sign(cols);
    assertThatExceptionOfType(DamagedChunkException.class)
        .isThrownBy(() -> ChunkCodec.decode(Samples.START, cols))
        .withMessageContaining("version 99");
  }

  /** Columns as they were written before it was kept how a packet was sent. */
  @Test
  void theFirstVersionIsRead() {
    byte[] cols =
        HexFormat.of()
            .parseHex(
                "0102021438393836303030303030303030303030303030310000060002019a0102010a0801a6f890c59868"
                    + "a09c010190deb3d68ad199a2228fdeb3d68ad199a2220100020102010106030201840480040000000a"
                    + "0014001e002800bc6400d08c0100e4b40100f8dc010082010096990200aac10200bee90200d2910300"
                    + "dc0100e60100f00100989e94d80f00bf91cbe60d0097c1aaa50b010800050a0f14191e230100880c00"
                    + "020000b7fc6dc2");
    Fragment read = ChunkCodec.decode(Samples.START, cols);
    PacketRef first =
        new PacketRef(
            new LogPosition(3, 1, 77, 5),
            1_790_000_111_123L,
            "89860000000000000001",
            0x1122334455667788L,
            Profile.HJ1239,
            3);
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.packet(0)).isEqualTo(first);
    assertThat(read.packet(0).sent()).isEqualTo(Sent.UNKNOWN);
    assertThat(ChunkCodec.decode(Samples.START, ChunkCodec.encode(read)).packet(0))
        .isEqualTo(first);
  }

  private static List<PacketRef> packets(Fragment fragment) {
    return java.util.stream.IntStream.range(0, fragment.packetCount())
        .mapToObj(fragment::packet)
        .toList();
  }

  private static byte[] columns(int seed, int items) {
    SplittableRandom random = new SplittableRandom(seed);
    return ChunkCodec.encode(Samples.chunk(Samples.crowded(random, items)).freeze());
  }

  private static void sign(byte[] cols) {
    CRC32C crc = new CRC32C();
    crc.update(cols, 0, cols.length - 4);
    int value = (int) crc.getValue();
    for (int i = 0; i < 4; i++) {
      cols[cols.length - 4 + i] = (byte) (value >>> (24 - 8 * i));
    }
  }
}
