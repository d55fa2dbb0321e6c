package lantian.obd.rule.terminal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The last packets of a kind by their digests (近期报文), so that one that comes again is not counted
 * again.
 *
 * @param digests oldest first
 */
record Copies(List<Long> digests) {
  private static final int MOST = 16;

  static final Copies NONE = new Copies(List.of());

  /** Refuses more than it keeps. */
  Copies {
    if (digests.size() > MOST) {
      throw new IllegalArgumentException(digests.size() + " copies");
    }
    digests = List.copyOf(digests);
  }

  boolean holds(long digest) {
    return digests.contains(digest);
  }

  Copies with(long digest) {
    List<Long> next = new ArrayList<>(digests);
    if (next.size() == MOST) {
      next.removeFirst();
    }
    next.add(digest);
    return new Copies(next);
  }

  void write(ByteBuffer out) {
    out.put((byte) digests.size());
    digests.forEach(out::putLong);
  }

  static Copies read(ByteBuffer in) {
    List<Long> digests = new ArrayList<>();
    for (int left = in.get(); left > 0; left--) {
      digests.add(in.getLong());
    }
    return new Copies(digests);
  }
}
