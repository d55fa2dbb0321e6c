package lantian.obd.store;

import java.util.Arrays;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Quality;
import lantian.obd.packet.Signal;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The latest that is known of a vehicle (最新状态): per information type the body of the latest
 * collection second, and the last usable words of what changes slowly.
 *
 * <p>Late data and data ahead of the clock never replace anything.
 */
final class Latest {
  private static final int STREAM = 0x02;

  /** A sender decides on types and lengths; more or longer ones are only in the chunks. */
  private static final int MOST_TYPES = 8;

  private static final int LONGEST_BODY = 1_200;

  /** What of a stream body is kept beyond one body. */
  private enum Slow {
    REAGENT("reagentLevel", Signal.REAGENT_LEVEL),
    FUEL("fuelLevel", Signal.FUEL_LEVEL),
    ODOMETER("odometer", Signal.ODOMETER);

    final String field;
    final Signal signal;

    Slow(String field, Signal signal) {
      this.field = field;
      this.signal = signal;
    }
  }

  private static final Slow[] SLOW = Slow.values();

  private int[] types = {};
  private long[] seconds = {};
  private byte[][] bodies = {};
  private final long[] slowWord = new long[SLOW.length];
  private final long[] slowSecond = new long[SLOW.length];
  private long receivedMillis;
  private String iccid = "";
  private long signatureHead;
  private @Nullable LogPosition position;

  Latest() {
    Arrays.fill(slowSecond, Long.MIN_VALUE);
  }

  /** Notes that something was received, whatever it held. */
  void heard(long millis) {
    receivedMillis = Math.max(receivedMillis, millis);
  }

  /** Notes by what the sender of the last measurements can be proven. */
  void proof(String iccid, long signatureHead, @Nullable LogPosition position) {
    this.iccid = iccid;
    this.signatureHead = signatureHead;
    this.position = position;
  }

  /** When something was last received, epoch ms; 0 if never. */
  long heardMillis() {
    return receivedMillis;
  }

  /** Takes a body unless a later one of its type is known. */
  void take(long second, int type, byte[] src, int offset, int length) {
    int slot = slot(type);
    if (length > LONGEST_BODY || (slot < 0 && types.length == MOST_TYPES)) {
      return;
    }
    if (slot < 0) {
      slot = types.length;
      types = Arrays.copyOf(types, slot + 1);
      seconds = Arrays.copyOf(seconds, slot + 1);
      bodies = Arrays.copyOf(bodies, slot + 1);
      types[slot] = type;
      bodies[slot] = new byte[0];
      seconds[slot] = Long.MIN_VALUE;
    }
    if (second < seconds[slot]) {
      return;
    }
    seconds[slot] = second;
    if (bodies[slot].length != length) {
      bodies[slot] = new byte[length];
    }
    System.arraycopy(src, offset, bodies[slot], 0, length);
    if (type == STREAM) {
      takeSlow(second, src, offset);
    }
  }

  private void takeSlow(long second, byte[] src, int offset) {
    for (int i = 0; i < SLOW.length; i++) {
      long word = SLOW[i].signal.raw(src, offset);
      // A saturated odometer is a controller's way to say that it has none (spec clause 4.5).
      if (SLOW[i].signal.quality(word) == Quality.VALID) {
        slowWord[i] = word;
        slowSecond[i] = second;
      }
    }
  }

  /** Collection second of the latest body of a type, {@link Long#MIN_VALUE} if there is none. */
  long second(int type) {
    int slot = slot(type);
    return slot < 0 ? Long.MIN_VALUE : seconds[slot];
  }

  /** The latest body of a type, null if there is none. */
  byte @Nullable [] body(int type) {
    int slot = slot(type);
    return slot < 0 ? null : bodies[slot].clone();
  }

  private int slot(int type) {
    for (int i = 0; i < types.length; i++) {
      if (types[i] == type) {
        return i;
      }
    }
    return -1;
  }

  Document document() {
    Document items = new Document();
    for (int i = 0; i < types.length; i++) {
      items.append(
          Integer.toString(types[i]),
          new Document("second", seconds[i]).append("body", new Binary(bodies[i].clone())));
    }
    Document slow = new Document();
    for (int i = 0; i < SLOW.length; i++) {
      if (slowSecond[i] != Long.MIN_VALUE) {
        slow.append(
            SLOW[i].field, new Document("second", slowSecond[i]).append("raw", slowWord[i]));
      }
    }
    LogPosition last = position;
    return new Document("received", receivedMillis)
        .append("iccid", iccid)
        .append("signature", signatureHead)
        .append("position", last == null ? null : new Binary(last.key()))
        .append("items", items)
        .append("slow", slow);
  }

  static Latest of(Document document) {
    Latest latest = new Latest();
    latest.receivedMillis = document.getLong("received");
    Binary position = document.get("position", Binary.class);
    latest.proof(
        document.getString("iccid"),
        document.getLong("signature"),
        position == null ? null : LogPosition.of(position.getData()));
    document
        .get("items", Document.class)
        .forEach((type, value) -> {
          Document item = (Document) value;
          byte[] body = item.get("body", Binary.class).getData();
          latest.take(item.getLong("second"), Integer.parseInt(type), body, 0, body.length);
        });
    Document slow = document.get("slow", Document.class);
    for (int i = 0; i < SLOW.length; i++) {
      Document known = slow.get(SLOW[i].field, Document.class);
      if (known != null) {
        latest.slowWord[i] = known.getLong("raw");
        latest.slowSecond[i] = known.getLong("second");
      }
    }
    return latest;
  }
}
