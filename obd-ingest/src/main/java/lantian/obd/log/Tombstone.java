package lantian.obd.log;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.List;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a month of the log that was archived (墓碑): where its chains begin and end, and the
 * digest of the archive's manifest. Tombstones name the one before them.
 *
 * @param month the month
 * @param manifest SM3 of the archive's manifest, hex
 * @param spans what each lane had in it
 * @param by who archived it
 * @param at when, to the millisecond
 * @param before hash of the tombstone of the month archived before; empty for the first
 */
public record Tombstone(
    YearMonth month, String manifest, List<LaneSpan> spans, String by, Instant at, String before) {
  /** Copies the list. */
  public Tombstone {
    spans = List.copyOf(spans);
  }

  /** Frames of all lanes. */
  public long frames() {
    return spans.stream().mapToLong(LaneSpan::frames).sum();
  }

  /** The span that holds a position; null if none does. */
  public @Nullable LaneSpan of(LogPosition position) {
    for (LaneSpan span : spans) {
      if (span.holds(position)) {
        return span;
      }
    }
    return null;
  }

  /** SM3 over everything it says, hex. */
  public String hash() {
    StringBuilder text = new StringBuilder();
    for (Object part : List.of(month, manifest, by, at.toEpochMilli(), before, spans.size())) {
      text.append(part).append('\n');
    }
    for (LaneSpan s : spans) {
      text.append(s.name()).append(' ').append(s.first()).append(' ').append(s.last());
      text.append(' ').append(s.frames()).append(' ').append(s.before()).append(' ');
      text.append(s.end()).append(' ').append(s.from().toEpochMilli());
      text.append(' ').append(s.to().toEpochMilli()).append('\n');
    }
    return HexFormat.of().formatHex(Sm3.of(text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
