package lantian.desk.pinning;

import java.util.HexFormat;
import java.util.List;
import lantian.desk.canonical.CanonicalJson;
import lantian.proto.Sm3;

/**
 * One line of a pin file (固定记录). The names are short because there are many.
 *
 * @param n gapless number, from 0
 * @param at when it was made, UTC, ISO 8601
 * @param prev SM3 of the line before it, 64 zeros for the first
 * @param heads ends of chains that are new since the line before; all of them in the first of a day
 * @param marks records that are new or changed since the line before
 * @param more true if the next line goes on with the same look at what is stored
 */
record PinLine(long n, String at, String prev, List<Head> heads, List<Mark> marks, boolean more) {
  static final String NONE = "0".repeat(64);

  PinLine {
    heads = List.copyOf(heads);
    marks = List.copyOf(marks);
  }

  /**
   * End of a chain.
   *
   * @param l ledger
   * @param c chain
   * @param n number of records
   * @param h hash of the last one
   * @param e true if nothing will be added
   */
  record Head(String l, String c, long n, String h, boolean e) {}

  /**
   * A single record.
   *
   * @param l ledger
   * @param k key
   * @param r revision
   * @param d digest of its content
   */
  record Mark(String l, String k, long r, String d) {}

  byte[] bytes() {
    return CanonicalJson.write(this);
  }

  static String hash(byte[] line) {
    return HexFormat.of().formatHex(Sm3.of(line));
  }
}
