package lantian.obd.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Iccid;

/**
 * Packets of a chunk as rows of 39 bytes: log key 15, received u64, signature head u64, number of
 * the ICCID u16, profile (its code, and above it the profiles that read it so), layout; and how it
 * was sent: command, first flow number u16, how many flow numbers.
 */
final class PacketTable {
  static final int ROW = 39;

  private static final int LANE = 4;
  private static final int SEQUENCE = 5;
  private static final int INDEX = 13;
  private static final int RECEIVED = LogPosition.LENGTH;
  private static final int SIGNATURE = RECEIVED + 8;
  private static final int ICCID = SIGNATURE + 8;
  private static final int PROFILE = ICCID + 2;
  private static final int LAYOUT = PROFILE + 1;
  private static final int COMMAND = LAYOUT + 1;
  private static final int FLOW = COMMAND + 1;
  private static final int FLOWS = FLOW + 2;
  private static final int STEP = 10;
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Where a row's numbers begin, and their widths. */
  static final int[][] FIELDS = {
    {0, 4},
    {LANE, 1},
    {SEQUENCE, 8},
    {INDEX, 2},
    {RECEIVED, 8},
    {SIGNATURE, 8},
    {ICCID, 2},
    {PROFILE, 1},
    {LAYOUT, 1},
    {COMMAND, 1},
    {FLOW, 2},
    {FLOWS, 1}
  };

  /** How many of {@link #FIELDS} columns of version 1 have: nothing of how a packet was sent. */
  static final int FIRST_FIELDS = 9;

  private byte[] rows;
  private int count;
  private String[] iccids;

  /** Digests of the ICCIDs. */
  private long[] senders;

  PacketTable() {
    this(new byte[ROW * STEP], 0, new String[0]);
  }

  /** A table over rows that are there already. */
  PacketTable(byte[] rows, int count, String[] iccids) {
    this.rows = rows;
    this.count = count;
    this.iccids = iccids;
    this.senders = Arrays.stream(iccids).mapToLong(Iccid::digest).toArray();
  }

  int count() {
    return count;
  }

  /** Memory held; the texts belong to the connections. */
  int bytes() {
    return rows.length + iccids.length * Integer.BYTES;
  }

  byte[] rows() {
    return rows;
  }

  String[] iccids() {
    return iccids;
  }

  /** Row of the packet, appended unless it is the last one. */
  int rowOf(PacketRef packet) {
    // Two packets nested in one frame share its position, but not their proof or number.
    if (count > 0
        && isAt(count - 1, packet.position())
        && sameProof(count - 1, packet)
        && sent(count - 1).equals(packet.sent())) {
      return count - 1;
    }
    if ((count + 1) * ROW > rows.length) {
      rows = Arrays.copyOf(rows, rows.length + ROW * Math.max(STEP, count / 4));
    }
    write(packet, count * ROW);
    return count++;
  }

  private boolean isAt(int row, LogPosition position) {
    int at = row * ROW;
    return (long) LONG.get(rows, at + SEQUENCE) == position.sequence()
        && (short) SHORT.get(rows, at + INDEX) == (short) position.index()
        && rows[at + LANE] == (byte) position.lane()
        && (int) INT.get(rows, at) == position.writer();
  }

  private void write(PacketRef packet, int at) {
    LogPosition position = packet.position();
    INT.set(rows, at, position.writer());
    rows[at + LANE] = (byte) position.lane();
    LONG.set(rows, at + SEQUENCE, position.sequence());
    SHORT.set(rows, at + INDEX, (short) position.index());
    LONG.set(rows, at + RECEIVED, packet.receivedMillis());
    LONG.set(rows, at + SIGNATURE, packet.signatureHead());
    SHORT.set(rows, at + ICCID, (short) numberOf(packet.iccid()));
    rows[at + PROFILE] = (byte) (PacketCode.of(packet.profile()) | under(packet));
    rows[at + LAYOUT] = (byte) packet.layout();
    rows[at + COMMAND] = (byte) packet.sent().command();
    SHORT.set(rows, at + FLOW, (short) packet.sent().flow());
    rows[at + FLOWS] = (byte) packet.sent().flows();
  }

  private int numberOf(String iccid) {
    for (int i = iccids.length - 1; i >= 0; i--) {
      if (iccids[i].equals(iccid)) {
        return i;
      }
    }
    iccids = Arrays.copyOf(iccids, iccids.length + 1);
    iccids[iccids.length - 1] = iccid;
    senders = Arrays.copyOf(senders, iccids.length);
    senders[iccids.length - 1] = Iccid.digest(iccid);
    return iccids.length - 1;
  }

  PacketRef get(int row) {
    int at = row * ROW;
    return new PacketRef(
        position(row),
        received(row),
        iccid(row),
        signature(row),
        PacketCode.profile(rows[at + PROFILE] & 0xF),
        rows[at + LAYOUT] & 0xFF,
        PacketCode.profiles(under(row) >> 4),
        sent(row));
  }

  private Sent sent(int row) {
    int at = row * ROW;
    int command = rows[at + COMMAND] & 0xFF;
    int flows = rows[at + FLOWS] & 0xFF;
    return command == 0 && flows == 0
        ? Sent.UNKNOWN
        : new Sent(command, (short) SHORT.get(rows, at + FLOW) & 0xFFFF, flows);
  }

  /** True if the row is one of several readings of its packet. */
  boolean oneOfSeveral(int row) {
    return under(row) != 0;
  }

  private int under(int row) {
    return rows[row * ROW + PROFILE] & 0xF0;
  }

  private static int under(PacketRef packet) {
    return packet.oneOfSeveral() ? PacketCode.of(packet.under()) << 4 : 0;
  }

  private LogPosition position(int row) {
    int at = row * ROW;
    return new LogPosition(
        (int) INT.get(rows, at),
        rows[at + LANE] & 0xFF,
        (long) LONG.get(rows, at + SEQUENCE),
        (short) SHORT.get(rows, at + INDEX) & 0xFFFF);
  }

  private long received(int row) {
    return (long) LONG.get(rows, row * ROW + RECEIVED);
  }

  private long signature(int row) {
    return (long) LONG.get(rows, row * ROW + SIGNATURE);
  }

  private String iccid(int row) {
    return iccids[(short) SHORT.get(rows, row * ROW + ICCID) & 0xFFFF];
  }

  /** Digest of the row's ICCID, see {@link Iccid}. */
  long sender(int row) {
    return senders[(short) SHORT.get(rows, row * ROW + ICCID) & 0xFFFF];
  }

  /** True if the row proves its sender by the same means as the packet, and holds when it does. */
  boolean sameProof(int row, PacketRef packet) {
    return signature(row) == packet.signatureHead()
        && under(row) == under(packet)
        && iccid(row).equals(packet.iccid());
  }

  /** True if the time of an item of this second is not believed. */
  boolean untimed(int row, long second) {
    return PacketRef.untimed(second, received(row), rows[row * ROW + COMMAND] & 0xFF);
  }

  /** True if the packet may be a better source than the row for an item of this second. */
  boolean isBehind(int row, long second, PacketRef packet) {
    boolean untimed = untimed(row, second);
    if (untimed != packet.untimed(second)) {
      return untimed;
    }
    int byReceipt = Long.compare(received(row), packet.receivedMillis());
    return byReceipt != 0 ? byReceipt > 0 : position(row).compareTo(packet.position()) >= 0;
  }

  /** Refuses a row whose codes mean nothing. */
  void check(int row) {
    if (((short) SHORT.get(rows, row * ROW + ICCID) & 0xFFFF) >= iccids.length) {
      throw new DamagedChunkException("packet " + row + " has an ICCID that is not listed");
    }
    try {
      get(row);
    } catch (IllegalArgumentException e) {
      throw new DamagedChunkException("packet " + row, e);
    }
  }

  /** A copy in the order of the log, each row once; {@code moved} is told where each row went. */
  PacketTable sorted(int[] moved) {
    Integer[] order = new Integer[count];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> compareRows(a, b));
    byte[] out = new byte[count * ROW];
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || compareRows(order[i - 1], order[i]) != 0) {
        System.arraycopy(rows, order[i] * ROW, out, next++ * ROW, ROW);
      }
      moved[order[i]] = next - 1;
    }
    return new PacketTable(out, next, iccids);
  }

  private int compareRows(int left, int right) {
    int l = left * ROW;
    int r = right * ROW;
    return Arrays.compareUnsigned(rows, l, l + ROW, rows, r, r + ROW);
  }

  /** Order of proofs; which is worth more is not known here. */
  static int compareProofs(PacketTable left, int leftRow, PacketTable right, int rightRow) {
    int bySignature = Long.compareUnsigned(left.signature(leftRow), right.signature(rightRow));
    if (bySignature != 0) {
      return bySignature;
    }
    int byReading = Integer.compare(left.under(leftRow), right.under(rightRow));
    return byReading != 0 ? byReading : left.iccid(leftRow).compareTo(right.iccid(rightRow));
  }

  /**
   * Order of sources of one item with equal proofs: those with a time that is believed first, then
   * by receipt, then by place in the log: of two lanes the lesser one need not have been first.
   * What is left only breaks ties, so that merging never depends on order.
   */
  static int compareSources(
      long second, PacketTable left, int leftRow, PacketTable right, int rightRow) {
    int byTime = Boolean.compare(left.untimed(leftRow, second), right.untimed(rightRow, second));
    if (byTime != 0) {
      return byTime;
    }
    int byReceipt = Long.compare(left.received(leftRow), right.received(rightRow));
    if (byReceipt != 0) {
      return byReceipt;
    }
    int l = leftRow * ROW;
    int r = rightRow * ROW;
    int byRest = Arrays.compareUnsigned(left.rows, l, l + ICCID, right.rows, r, r + ICCID);
    return byRest != 0
        ? byRest
        : Arrays.compareUnsigned(left.rows, l + PROFILE, l + ROW, right.rows, r + PROFILE, r + ROW);
  }
}
