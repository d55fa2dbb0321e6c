package lantian.obd.chunk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the fragments of five minutes together, as many as there are, in bounded memory (分批归并):
 * what has gathered is thinned and made one, again and again. Honest data never gathers so much.
 */
final class WindowFold {
  /** Memory that fragments may take before they are made one. */
  static final int BATCH_BYTES = 16 << 20;

  /** Fragments that a window can number. */
  private static final int MOST_FRAGMENTS = 1 << 15;

  /** Rows of a fragment made of others: few, so that the search for an ICCID in it stays short. */
  private static final int PART = 4_096;

  private WindowFold() {}

  /** Merges all fragments of the window that {@code windows} stands at. */
  static MergedWindow of(Windows windows, Provenance provenance, int batchBytes) {
    List<Fragment> batch = new ArrayList<>(2);
    Set<Integer> crowded = new HashSet<>();
    long bytes = 0;
    long most = batchBytes;
    for (Fragment next = windows.fragment(); next != null; next = windows.fragment()) {
      batch.add(next);
      bytes += next.memory();
      if (bytes > most || batch.size() == MOST_FRAGMENTS) {
        batch = fold(MergedWindow.thinned(batch, provenance, crowded));
        bytes = batch.stream().mapToLong(Fragment::memory).sum();
        // What is kept is read again each time: let as much come before the next.
        most = 2 * bytes + batchBytes;
      }
    }
    return MergedWindow.thinned(batch, provenance, crowded);
  }

  private static List<Fragment> fold(MergedWindow window) {
    List<Fragment> folded = new ArrayList<>();
    for (int from = 0; from < window.size(); from += PART) {
      folded.add(part(window, from, Math.min(window.size(), from + PART)));
    }
    return folded;
  }

  private static Fragment part(MergedWindow window, int from, int to) {
    int size = to - from;
    int[] keys = new int[size];
    int[] places = new int[size];
    int[] sources = new int[size];
    int[] ends = new int[size];
    byte[] stream = new byte[size * OpenChunk.STREAM_LENGTH];
    byte[] bodies = new byte[0];
    int streams = 0;
    int others = 0;
    PacketTable packets = new PacketTable();
    for (int i = 0; i < size; i++) {
      Fragment fragment = window.fragment(from + i);
      int item = window.item(from + i);
      keys[i] = fragment.key(item);
      sources[i] = packets.rowOf(fragment.source(item));
      int offset = fragment.offset(item);
      int length = fragment.length(item);
      if (fragment.isStream(item)) {
        places[i] = streams;
        int at = streams++ * OpenChunk.STREAM_LENGTH;
        System.arraycopy(fragment.bytes(item), offset, stream, at, length);
      } else {
        int at = others == 0 ? 0 : ends[others - 1];
        if (at + length > bodies.length) {
          bodies = Arrays.copyOf(bodies, at + Math.max(length, bodies.length));
        }
        System.arraycopy(fragment.bytes(item), offset, bodies, at, length);
        places[i] = others;
        ends[others++] = at + length;
      }
    }
    return new Fragment(
        window.fragment(from).start(),
        Arrays.copyOf(stream, streams * OpenChunk.STREAM_LENGTH),
        Arrays.copyOf(bodies, others == 0 ? 0 : ends[others - 1]),
        Arrays.copyOf(ends, others),
        keys,
        places,
        sources,
        packets);
  }
}
