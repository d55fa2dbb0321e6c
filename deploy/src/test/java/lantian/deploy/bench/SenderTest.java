package lantian.deploy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Layout;
import lantian.obd.packet.Packet;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import org.junit.jupiter.api.Test;

/** What the generator writes, read by the project's decoder. */
class SenderTest {
  private static final Payload PAYLOAD = Payload.of(1, 2, 20);
  private static final long START = 1_790_000_000L;

  @Test
  void packetsFollowEachOtherWithoutAHole() {
    Sender sender = new Sender(PAYLOAD, 5, START);
    for (int packet = 0; packet < 9_000; packet++) {
      Packet.Realtime read = read(sender, false);
      assertThat(read.layout()).isEqualTo(Layout.GB_PER_ITEM);
      assertThat(read.time()).isEqualTo(START + packet * 10L);
      assertThat(read.items()).hasSize(10);
      assertThat(read.items().getFirst().flow()).isEqualTo(packet * 10 % 65_531 + 1);
    }
  }

  @Test
  void wrappedPacketsHoldTheWholeFrame() {
    Sender sender = new Sender(PAYLOAD, 7, START);
    Packet.Realtime read = read(sender, true);
    assertThat(read.items()).hasSize(10);
    assertThat(read.time()).isEqualTo(START);
  }

  @Test
  void latenciesKeepTheirSharesWithinThreePercent() {
    Latencies latencies = new Latencies();
    for (int i = 1; i <= 10_000; i++) {
      latencies.add(i * 10_000L);
    }
    assertThat(latencies.millis(0.5)).isBetween(50.0, 52.0);
    assertThat(latencies.millis(0.99)).isBetween(99.0, 103.0);
    assertThat(new Latencies().millis(0.5)).isNaN();
  }

  private static Packet.Realtime read(Sender sender, boolean wrapped) {
    ByteBuf out = Unpooled.buffer();
    sender.write(out, wrapped);
    byte[] bytes = ByteBufUtil.getBytes(out);
    assertThat(bytes).hasSize(Sender.length(wrapped));
    byte sum = 0;
    for (byte b : bytes) {
      sum ^= b;
    }
    assertThat(sum).isZero();
    Packets packets = new Packets(PlatformCommands.DEFAULT);
    Packet read = packets.read(Frame.of(bytes), Profile.PLATFORM, null);
    if (read instanceof Packet.Nested(List<Frame> frames)) {
      assertThat(wrapped).isTrue();
      read = packets.read(frames.getFirst(), Profile.GB17691, null);
      assertThat(frames.getFirst().vin()).isEqualTo(sender.vin());
    }
    return (Packet.Realtime) read;
  }
}
