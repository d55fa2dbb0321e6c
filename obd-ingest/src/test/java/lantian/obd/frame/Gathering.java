package lantian.obd.frame;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps all that a framer tells, and adds up the balance of bytes. */
public final class Gathering implements FrameSink {
  public final List<String> frames = new ArrayList<>();
  public final List<Refusal> refusals = new ArrayList<>();
  public final List<Foreign> foreign = new ArrayList<>();
  public int junk;
  public int framed;
  public int room = Integer.MAX_VALUE;

  @Override
  public boolean frame(byte[] array, int offset, int length) {
    if (room == 0) {
      return false;
    }
    room--;
    frames.add(HexFormat.of().formatHex(array, offset, offset + length));
    framed += length;
    return true;
  }

  @Override
  public void refused(Refusal reason) {
    refusals.add(reason);
  }

  @Override
  public void junk(int bytes) {
    junk += bytes;
  }

  @Override
  public void foreign(Foreign protocol) {
    foreign.add(protocol);
  }
}
