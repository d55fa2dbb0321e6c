package lantian.deploy.simulate;

import java.io.DataInputStream;
import java.io.IOException;

/**
 * An answer of the server (应答), read from a connection.
 *
 * @param command command it answers, or 0x08 for an activation
 * @param refused true for a negative answer
 */
record Answer(int command, boolean refused) {
  private static final int HEADER = 24;
  private static final int LONGEST = 64;
  private static final int FLAG_REFUSED = 0x02;

  /** Reads the next answer; throws {@link IOException} at the end or if it is none. */
  static Answer read(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new IOException("the server closed the connection");
    }
    int length = ((header[22] & 0xFF) << 8) | (header[23] & 0xFF);
    if (header[0] != header[1] || length > LONGEST) {
      throw new IOException("what the server sent is no answer");
    }
    byte[] rest = in.readNBytes(length + 1);
    byte sum = 0;
    for (int i = 2; i < HEADER; i++) {
      sum ^= header[i];
    }
    for (byte b : rest) {
      sum ^= b;
    }
    if (rest.length != length + 1 || sum != 0) {
      throw new IOException("an answer of the server is cut or damaged");
    }
    return new Answer(header[2] & 0xFF, header[3] == FLAG_REFUSED);
  }
}
