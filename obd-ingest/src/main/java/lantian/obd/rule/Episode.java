package lantian.obd.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a rule has seen of one breach (超标事件), up to a moment. Quantities are whole thousandths of
 * the rule's unit, so that equal items give equal digits on every machine.
 *
 * @param ruleSet id of the set under which the breach was told
 * @param start first second
 * @param last last second that showed it
 * @param peakAt second of the peak, or at which an accumulated quantity passed its limit
 * @param measured the quantity compared, thousandths
 * @param peak its greatest value, thousandths
 * @param limit the limit when the breach was told, thousandths
 * @param detail one more number that the rule's sentence needs; its meaning is the rule's own
 * @param verified true if every item it rests on is verified
 */
public record Episode(
    String ruleSet,
    long start,
    long last,
    long peakAt,
    long measured,
    long peak,
    long limit,
    long detail,
    boolean verified) {
  private static final int MAX_ID = 64;

  /** Refuses a rule-set id that {@link #write} could not keep. */
  public Episode {
    if (ruleSet.isEmpty() || ruleSet.length() > MAX_ID) {
      throw new IllegalArgumentException("a rule-set id has 1 to 64 characters");
    }
  }

  /** Writes an episode or its absence; {@link #read} is the other way. */
  public static void write(@Nullable Episode episode, ByteBuffer out) {
    if (episode == null) {
      out.put((byte) 0);
      return;
    }
    byte[] id = episode.ruleSet.getBytes(StandardCharsets.US_ASCII);
    out.put((byte) id.length).put(id);
    out.putLong(episode.start).putLong(episode.last).putLong(episode.peakAt);
    out.putLong(episode.measured).putLong(episode.peak).putLong(episode.limit);
    out.putLong(episode.detail).put((byte) (episode.verified ? 1 : 0));
  }

  public static @Nullable Episode read(ByteBuffer in) {
    int length = in.get() & 0xFF;
    if (length == 0) {
      return null;
    }
    return new Episode(
        new String(Memory.bytes(in, length), StandardCharsets.US_ASCII),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.get() != 0);
  }
}
