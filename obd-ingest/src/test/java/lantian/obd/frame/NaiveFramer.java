package lantian.obd.frame;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The framer's rules written a second time, byte by byte and without a thought for speed: it keeps
 * the whole stream and starts every XOR anew.
 */
final class NaiveFramer {
  /** Frames in hex and refusals by their word, in order. */
  final List<String> told = new ArrayList<>();

  int junk;
  int left;
  long deadline = Long.MAX_VALUE;

  private final long partialMillis;
  private byte[] stream = {};
  private int at;
  private int waitsAt = -1;

  NaiveFramer(long partialMillis) {
    this.partialMillis = partialMillis;
  }

  void feed(byte[] bytes, long now) {
    byte[] longer = java.util.Arrays.copyOf(stream, stream.length + bytes.length);
    System.arraycopy(bytes, 0, longer, stream.length, bytes.length);
    stream = longer;
    goOn(now);
  }

  void expire(long now) {
    if (now >= deadline) {
      told.add("partial");
      junk++;
      at++;
      goOn(now);
    }
  }

  void end() {
    // Try every place for a frame; what lies before the last one is refused, what is open behind
    // it stays.
    int firstOpen = -1;
    List<String> since = new ArrayList<>();
    int settled = at;
    for (int i = at; i < stream.length; ) {
      String verdict = verdict(i);
      if (verdict.equals("frame")) {
        told.addAll(since);
        since.clear();
        junk += i - settled;
        told.add(hex(i));
        i += whole(i);
        settled = i;
        firstOpen = -1;
        continue;
      }
      if (verdict.equals("wait")) {
        if (firstOpen < 0) {
          firstOpen = i;
          told.addAll(since);
          since.clear();
        }
        since.add("partial");
      } else if (!verdict.equals("none")) {
        since.add(verdict);
      }
      i++;
    }
    if (firstOpen < 0) {
      told.addAll(since);
      junk += stream.length - settled;
    } else {
      junk += firstOpen - settled;
      left = stream.length - firstOpen;
    }
  }

  private void goOn(long now) {
    while (at < stream.length) {
      String verdict = verdict(at);
      if (verdict.equals("wait")) {
        if (waitsAt != at) {
          waitsAt = at;
          deadline = now + partialMillis;
        }
        return;
      }
      if (verdict.equals("frame")) {
        told.add(hex(at));
        at += whole(at);
        continue;
      }
      if (!verdict.equals("none")) {
        told.add(verdict);
      }
      junk++;
      at++;
    }
    deadline = Long.MAX_VALUE;
  }

  private String verdict(int i) {
    int mark = b(i);
    if (mark != 0x23 && mark != 0x7E) {
      return "none";
    }
    if (i + 1 >= stream.length) {
      return "wait";
    }
    if (b(i + 1) != mark) {
      return "none";
    }
    if (i + 24 > stream.length) {
      return "wait";
    }
    if (whole(i) - 25 > 8192) {
      return "len";
    }
    if (!plausible(i)) {
      return "header";
    }
    if (i + whole(i) > stream.length) {
      return "wait";
    }
    int xor = 0;
    for (int j = i; j < i + whole(i); j++) {
      xor ^= b(j);
    }
    return xor == 0 ? "frame" : "bcc";
  }

  private boolean plausible(int i) {
    int command = b(i + 2);
    boolean commands = (command >= 1 && command <= 0x0D) || (command >= 0x80 && command <= 0xFE);
    boolean platform = List.of(0x01, 0x02, 0x03, 0xFE).contains(b(i + 3));
    boolean vin = true;
    for (int j = 0; j < 17; j++) {
      char c = (char) b(i + (platform ? 4 : 3) + j);
      vin &= c == 0 || c == ' ' || (c < 128 && Character.isLetterOrDigit(c));
    }
    return commands && vin && List.of(1, 2, 3, 4, 5, 0xFE, 0xFF).contains(b(i + 21));
  }

  private int whole(int i) {
    return b(i + 22) * 256 + b(i + 23) + 25;
  }

  private int b(int i) {
    return stream[i] & 0xFF;
  }

  private String hex(int i) {
    return HexFormat.of().formatHex(stream, i, i + whole(i));
  }
}
