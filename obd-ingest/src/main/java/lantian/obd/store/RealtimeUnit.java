package lantian.obd.store;

import java.util.Arrays;
import java.util.Set;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Sent;
import lantian.obd.packet.Bytes;
import lantian.obd.packet.ClockDoubt;
import lantian.obd.packet.CollectionTime;
import lantian.obd.packet.Command;
import lantian.obd.packet.ItemSink;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Layout;
import lantian.obd.packet.Profile;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.packet.RemovalField;
import lantian.obd.packet.UnitReader;
import lantian.obd.packet.WireTime;
import lantian.proto.Sm3;
import org.jspecify.annotations.Nullable;

/**
 * Finds the items of a realtime or reissue unit and the second of each (实时数据单元), makes one of a
 * removal alarm, and marks a packet with a time that can't be (decision 0054). Reused from packet
 * to packet.
 *
 * <p>The layout never depends on what was remembered of the terminal, so that a packet always has
 * the same items, in whatever order packets come.
 */
final class RealtimeUnit {
  private static final int LEAST = 8;
  private static final int HEAD_BYTES = 8;
  private static final int CLOCK_BYTES = 8;
  private static final int ALARM_FLOW = 6;
  private static final int ALARM_PLACE = 8;
  private static final int MOST_FLOWS = 255;

  private final boolean firstSampleAtHead;
  private final UnitReader reader = new UnitReader();
  private final int[] perType = new int[256];
  private final ItemSink counting = (type, index, flow, second, body, length) -> perType[type]++;
  private final ItemSink taking = this::take;
  private @Nullable QuarantineReason reason;
  private @Nullable ClockDoubt clock;
  private boolean live;
  private int troubleAt;
  private long signatureHead;
  private boolean alarm;
  private int layout;
  private int flow;
  private int lastFlow;
  private int flows;
  private long head;
  private int start;
  private int end;
  private long receivedMillis;
  private Dossier dossier = Dossier.UNFILED;
  private Contents contents = new Contents();
  private final int[] seen = new int[256];

  /**
   * @param firstSampleAtHead true if the head time of a packet without own times is that of its
   *     first sample, false if that of its last
   */
  RealtimeUnit(boolean firstSampleAtHead) {
    this.firstSampleAtHead = firstSampleAtHead;
  }

  /** True for a command whose unit has items. */
  static boolean reads(int command) {
    return command == Command.REALTIME
        || command == Command.REISSUE
        || command == Command.REMOVAL_ALARM;
  }

  /**
   * Reads a plain unit; {@code out} holds its items afterwards, sorted.
   *
   * @param command one of those that it {@link #reads}
   */
  void read(
      int command,
      byte[] unit,
      int start,
      int end,
      Profile profile,
      long receivedMillis,
      Dossier dossier,
      Contents out) {
    this.start = start;
    this.end = end;
    this.receivedMillis = receivedMillis;
    this.dossier = dossier;
    this.contents = out;
    reason = null;
    clock = null;
    troubleAt = 0;
    signatureHead = 0;
    layout = 0;
    flow = ItemSink.NO_FLOW;
    flows = 0;
    out.clear(unit);
    alarm = command == Command.REMOVAL_ALARM;
    live = command == Command.REALTIME;
    if (alarm) {
      alarm(unit);
      return;
    }
    if (end - start < LEAST) {
      reason = QuarantineReason.TOO_SHORT;
      return;
    }
    boolean whole = reader.resolve(unit, start, end, profile, null);
    if (!whole) {
      boolean some = reader.salvagedItems() > 0;
      reason = some ? QuarantineReason.MALFORMED_TAIL : QuarantineReason.NO_LAYOUT;
      troubleAt = reader.tail() - start;
    }
    Layout chosen = reader.layout();
    if (chosen == null) {
      return;
    }
    layout = Layouts.code(chosen);
    items(unit, end, chosen);
    ClockDoubt doubt = clock;
    if (whole && doubt != null) {
      mark(unit, doubt);
    }
    out.sort();
  }

  /**
   * An alarm is an event whatever its time, and an item too if a measurement could have it. That of
   * before a filing is kept: no pointer says that it waits.
   */
  private void alarm(byte[] unit) {
    if (end - start < ALARM_PLACE + RemovalField.SIZE) {
      return;
    }
    flow = Bytes.u16(unit, start + ALARM_FLOW);
    flows = 1;
    long second = WireTime.read(unit, start);
    if (second != WireTime.ILLEGAL && CollectionTime.doubt(second, receivedMillis) == null) {
      contents.add(second, ItemType.REMOVAL, start + ALARM_PLACE, RemovalField.SIZE);
    }
  }

  private void items(byte[] unit, int end, Layout chosen) {
    boolean ownTimes = chosen == Layout.HJ1239;
    head = ownTimes ? WireTime.ILLEGAL : WireTime.read(unit, start);
    if (!ownTimes && head == WireTime.ILLEGAL) {
      reason = QuarantineReason.BAD_TIME;
      clock = ClockDoubt.BAD_TIME;
      return;
    }
    if (!ownTimes && !firstSampleAtHead) {
      Arrays.fill(perType, 0);
      reader.items(unit, start, end, counting);
    }
    Arrays.fill(seen, 0);
    int signature = reader.items(unit, start, end, taking);
    if (signature >= 0) {
      signatureHead = head(unit, signature);
    }
  }

  /** First eight bytes of a signature block as a number that is never 0. */
  static long head(byte[] unit, int signature) {
    long head = 0;
    for (int i = 1; i <= HEAD_BYTES; i++) {
      head = (head << 8) | (unit[signature + i] & 0xFF);
    }
    return head == 0 ? 1 : head;
  }

  private void take(int type, int index, int own, long second, int body, int length) {
    number(own);
    long at = second;
    if (second == WireTime.ILLEGAL) {
      int number = seen[type]++;
      at = firstSampleAtHead ? head + number : head + number - (perType[type] - 1);
    }
    if (clock == null) {
      clock = doubt(at);
    }
    QuarantineReason untimely = Timeliness.reason(at, receivedMillis, dossier);
    if (untimely == null) {
      contents.add(at, type, body, length);
    } else if (reason == null || (isWaiting(untimely) && !isWaiting(reason))) {
      reason = untimely;
      troubleAt = body - start;
    }
  }

  private @Nullable ClockDoubt doubt(long second) {
    if (PacketRef.isAhead(second, receivedMillis)) {
      return ClockDoubt.FUTURE;
    }
    QuarantineReason untimely = CollectionTime.doubt(second, receivedMillis);
    if (untimely != null) {
      return ClockDoubt.of(untimely);
    }
    boolean late = live && CollectionTime.halfDayLate(second, receivedMillis);
    return late ? ClockDoubt.TWELVE_HOURS : null;
  }

  /** The same for the same unit, however it is packed, sent or sealed. */
  private void mark(byte[] unit, ClockDoubt doubt) {
    byte[] body = Arrays.copyOf(Sm3.of(Arrays.copyOfRange(unit, start, end)), CLOCK_BYTES);
    body[CLOCK_BYTES - 1] = (byte) doubt.code();
    contents.addClock(Math.floorDiv(receivedMillis, 1000L), body);
  }

  /** True for a reason that may go: the pointer must show it, so that it is found when it does. */
  private static boolean isWaiting(QuarantineReason reason) {
    return reason == QuarantineReason.BEFORE_FILING;
  }

  /** Why the unit, or something of it, is not stored; null if all of it is. */
  @Nullable QuarantineReason reason() {
    return reason;
  }

  /** Where in the unit that begins, bytes. */
  int troubleAt() {
    return troubleAt;
  }

  /** Profiles under which the unit just read has the same items and signature. */
  Set<Profile> agreeing() {
    return alarm || end - start < LEAST
        ? Profile.ALL
        : reader.agreeing(contents.unit(), start, end);
  }

  /** First eight bytes of the unit's signature, 0 if it has none. */
  long signatureHead() {
    return signatureHead;
  }

  /** A packet has one flow number, or each of its items has the next one. */
  private void number(int own) {
    if (own == ItemSink.NO_FLOW) {
      return;
    }
    if (flows == 0) {
      flow = own;
      flows = 1;
    } else if (own == lastFlow + 1 && flows < MOST_FLOWS) {
      flows++;
    }
    lastFlow = own;
  }

  /** How the unit just read was sent. */
  Sent sent(int command) {
    return new Sent(command, flows == 0 ? 0 : flow, flows);
  }

  /** Code of the layout, see {@link Layouts}. */
  int layout() {
    return layout;
  }
}
