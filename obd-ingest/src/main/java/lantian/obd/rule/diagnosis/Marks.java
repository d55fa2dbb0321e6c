package lantian.obd.rule.diagnosis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.rule.Reading;
import org.jspecify.annotations.Nullable;

/**
 * The values of a mark (标识值): those known, and those seen of late that may come to be known. Of too
 * many the one that was seen last longest ago is forgotten.
 *
 * @param known at most four
 * @param candidates at most two
 */
record Marks(List<Value> known, List<Value> candidates) {
  static final Marks NONE = new Marks(List.of(), List.of());
  private static final int KNOWN = 4;
  private static final int CANDIDATES = 2;

  /**
   * One value.
   *
   * @param value digest of the mark
   * @param beside digest of what stands beside it
   * @param first second of the first block
   * @param last second of the last block
   * @param count number of blocks until it was known
   * @param verified true if all of those are verified
   */
  record Value(long value, long beside, long first, long last, int count, boolean verified) {
    boolean is(long value, long beside) {
      return this.value == value && this.beside == beside;
    }
  }

  /** After a block that said so. */
  Marks saw(long value, long beside, Reading item) {
    long now = item.second();
    for (int i = 0; i < known.size(); i++) {
      Value one = known.get(i);
      if (one.is(value, beside)) {
        Value seen = new Value(value, beside, one.first, now, one.count, one.verified);
        return new Marks(with(known, i, seen), candidates);
      }
    }
    for (int i = 0; i < candidates.size(); i++) {
      Value one = candidates.get(i);
      if (one.is(value, beside)) {
        boolean verified = one.verified && item.verified();
        Value seen = new Value(value, beside, one.first, now, one.count + 1, verified);
        return new Marks(known, with(candidates, i, seen));
      }
    }
    Value fresh = new Value(value, beside, now, now, 1, item.verified());
    return new Marks(known, added(candidates, fresh, CANDIDATES));
  }

  /** The value if it is not known yet; null if it is. */
  @Nullable Value candidate(long value, long beside) {
    for (Value one : candidates) {
      if (one.is(value, beside)) {
        return one;
      }
    }
    return null;
  }

  /** The known value seen last, null if there is none. */
  @Nullable Value latest() {
    Value latest = null;
    for (Value one : known) {
      latest = latest == null || one.last > latest.last ? one : latest;
    }
    return latest;
  }

  /** First second of any known value; only if there is one. */
  long since() {
    return known.stream().mapToLong(Value::first).min().orElseThrow();
  }

  /** After a candidate came to be known. */
  Marks know(Value value) {
    List<Value> left = new ArrayList<>(candidates);
    left.remove(value);
    return new Marks(added(known, value, KNOWN), List.copyOf(left));
  }

  private static List<Value> with(List<Value> values, int index, Value value) {
    List<Value> out = new ArrayList<>(values);
    out.set(index, value);
    return List.copyOf(out);
  }

  private static List<Value> added(List<Value> values, Value value, int most) {
    List<Value> out = new ArrayList<>(values);
    if (out.size() == most) {
      Value oldest = out.getFirst();
      for (Value one : out) {
        oldest = one.last < oldest.last ? one : oldest;
      }
      out.remove(oldest);
    }
    out.add(value);
    return List.copyOf(out);
  }

  void write(ByteBuffer out) {
    write(known, out);
    write(candidates, out);
  }

  private static void write(List<Value> values, ByteBuffer out) {
    out.put((byte) values.size());
    for (Value one : values) {
      out.putLong(one.value).putLong(one.beside).putLong(one.first).putLong(one.last);
      out.putInt(one.count).put((byte) (one.verified ? 1 : 0));
    }
  }

  static Marks read(ByteBuffer in) {
    return new Marks(values(in), values(in));
  }

  private static List<Value> values(ByteBuffer in) {
    List<Value> out = new ArrayList<>();
    for (int left = in.get() & 0xFF; left > 0; left--) {
      out.add(
          new Value(
              in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getInt(), in.get() != 0));
    }
    return List.copyOf(out);
  }
}
