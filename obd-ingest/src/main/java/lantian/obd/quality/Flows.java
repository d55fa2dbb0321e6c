package lantian.obd.quality;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import lantian.obd.chunk.PacketRef;
import org.jspecify.annotations.Nullable;

/**
 * The flow numbers of a day's packets (流水号统计). A terminal begins anew each day and may repeat
 * numbers, so a number is a hint: that which nobody ever sent between the least and the greatest is
 * missing. Packets near midnight, or received on another day than they were collected, may bear a
 * number of another day and are left out.
 */
final class Flows {
  private static final int MOST = 0xFFFF;

  private final long first;
  private final long behind;
  private final long fromMillis;
  private final long toMillis;
  private final Map<PacketRef, long[]> spans = new HashMap<>();
  private @Nullable PacketRef last;
  private long[] lastSpan = new long[2];

  Flows(QualityLimits limits, long from, long to) {
    int margin = limits.whole(Bound.FLOW_MARGIN);
    this.first = from + margin;
    this.behind = to - margin;
    this.fromMillis = from * 1_000;
    this.toMillis = to * 1_000;
  }

  /** Takes one item of a packet. */
  void take(PacketRef packet, long second) {
    if (!packet.equals(last)) {
      lastSpan = spans.computeIfAbsent(packet, p -> new long[] {second, second});
      last = packet;
    }
    lastSpan[0] = Math.min(lastSpan[0], second);
    lastSpan[1] = Math.max(lastSpan[1], second);
  }

  /** Packets that brought something. */
  int packets() {
    return spans.size();
  }

  /** Missing numbers out of the span of numbers; nothing if no packet has one. */
  Ratio loss() {
    BitSet seen = new BitSet();
    spans.forEach((packet, span) -> {
      boolean ownDay = packet.receivedMillis() >= fromMillis && packet.receivedMillis() < toMillis;
      if (packet.sent().flows() > 0 && ownDay && span[0] >= first && span[1] < behind) {
        int flow = packet.sent().flow();
        seen.set(flow, Math.min(flow + packet.sent().flows(), MOST + 1));
      }
    });
    if (seen.isEmpty()) {
      return Ratio.NONE;
    }
    int span = seen.length() - seen.nextSetBit(0);
    return new Ratio(span - seen.cardinality(), span);
  }
}
