package lantian.obd.terminal;

import java.util.Locale;

/** Why a connection is not read for now (停读原因); several may hold at once. */
enum Pause {
  /** Its lane is full. */
  LANE(1),
  /** Its address sends too fast. */
  RATE(2),
  /** Too many of its frames wait for their answers. */
  ANSWERS(4),
  /** It does not take its answers. */
  WRITE(8),
  /** The server stops. */
  DRAIN(16);

  private final int bit;

  Pause(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
