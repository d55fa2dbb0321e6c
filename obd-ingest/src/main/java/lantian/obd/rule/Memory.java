package lantian.obd.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import lantian.proto.Sm3;

/**
 * All that the rules remember of one vehicle (判定记忆): one part per rule, and the counts of the city
 * day last stepped. Immutable and bounded.
 */
public final class Memory {
  private static final byte FORM = 1;
  private static final int MOST_PER_RULE = 512;

  /** Longest {@link #encode} in bytes that {@link #decode} takes. */
  public static final int MOST = 16_384;

  final RuleBook book;
  final Object[] parts;
  final int day;
  final int[] counts;

  Memory(RuleBook book, Object[] parts, int day, int[] counts) {
    this.book = book;
    this.parts = parts;
    this.day = day;
    this.counts = counts;
  }

  /** The memory of a vehicle never seen. */
  public static Memory initial(RuleBook book) {
    Object[] parts = new Object[book.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = book.at(i).initial();
    }
    return new Memory(book, parts, Integer.MIN_VALUE, new int[book.counters()]);
  }

  /** Counts of a city day, one row per rule; all zero if the day is not the one last stepped. */
  public List<Tally> tallies(int dayNumber) {
    List<Tally> out = new ArrayList<>();
    int at = 0;
    for (Rule<?, ?> rule : book.rules()) {
      int assessed = counts[at++];
      Map<Cause, Integer> causes = new EnumMap<>(Cause.class);
      for (Cause cause : rule.causes()) {
        if (counts[at] > 0) {
          causes.put(cause, counts[at]);
        }
        at++;
      }
      boolean same = day == dayNumber;
      out.add(same ? new Tally(rule.id(), assessed, causes) : new Tally(rule.id(), 0, Map.of()));
    }
    return out;
  }

  /** Digest (SM3) over what is carried into the next day; the counts are no part of it. */
  public byte[] digest() {
    return Sm3.of(encode(false));
  }

  /** Deterministic written form, at most {@link #MOST} bytes: equal memories give equal bytes. */
  public byte[] encode() {
    return encode(true);
  }

  private byte[] encode(boolean withCounts) {
    ByteBuffer out = ByteBuffer.allocate(MOST);
    out.put(FORM).putInt(withCounts ? day : 0).put((byte) parts.length);
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      Rule<Object, Object> rule = book.at(i);
      byte[] id = rule.id().getBytes(StandardCharsets.US_ASCII);
      out.put((byte) id.length).put(id).put((byte) rule.version());
      ByteBuffer part = ByteBuffer.allocate(MOST_PER_RULE);
      rule.write(parts[i], part);
      out.putShort((short) part.position()).put(part.flip());
      int n = 1 + rule.causes().size();
      out.put((byte) n);
      for (int j = 0; j < n; j++) {
        out.putInt(withCounts ? counts[at + j] : 0);
      }
      at += n;
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /**
   * Reads what {@link #encode} wrote. A rule of the book that is missing there or was written by
   * another version begins anew, a rule that is no longer in the book is dropped.
   *
   * @throws IllegalArgumentException if these are not the bytes of a memory
   */
  public static Memory decode(RuleBook book, byte[] bytes) {
    if (bytes.length > MOST) {
      throw new IllegalArgumentException("a memory has at most " + MOST + " bytes");
    }
    try {
      return decode(book, ByteBuffer.wrap(bytes));
    } catch (java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("a memory that ends too early", e);
    }
  }

  private static Memory decode(RuleBook book, ByteBuffer in) {
    if (in.get() != FORM) {
      throw new IllegalArgumentException("a memory of unknown form");
    }
    Memory fresh = initial(book);
    int day = in.getInt();
    for (int left = in.get(); left > 0; left--) {
      String id = new String(bytes(in, in.get() & 0xFF), StandardCharsets.US_ASCII);
      int version = in.get();
      ByteBuffer part = ByteBuffer.wrap(bytes(in, in.getShort() & 0xFFFF));
      int[] counts = new int[in.get() & 0xFF];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = in.getInt();
      }
      fresh.take(id, version, part, counts);
    }
    if (in.hasRemaining()) {
      throw new IllegalArgumentException("bytes behind a memory");
    }
    return new Memory(book, fresh.parts, day, fresh.counts);
  }

  /** The next bytes; refuses more than there are. */
  static byte[] bytes(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a memory that ends too early");
    }
    byte[] out = new byte[length];
    in.get(out);
    return out;
  }

  /** Fills in one rule; only while this object is not yet handed out. */
  private void take(String id, int version, ByteBuffer part, int[] from) {
    int index = book.indexOf(id);
    if (index < 0 || book.at(index).version() != version) {
      return;
    }
    parts[index] = book.at(index).read(part);
    if (part.hasRemaining()) {
      throw new IllegalArgumentException("bytes behind the memory of " + id);
    }
    int n = Math.min(from.length, 1 + book.at(index).causes().size());
    System.arraycopy(from, 0, counts, book.firstCounter(index), n);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Memory that
        && day == that.day
        && Arrays.equals(parts, that.parts)
        && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  @Override
  public String toString() {
    return "Memory" + Arrays.toString(parts);
  }
}
