package lantian.obd.terminal;

import java.util.Locale;

/** Why a connection ended or was refused (断开原因). */
enum Farewell {
  /** The peer closed it. */
  PEER,
  /** The peer closed it with an error, or it broke. */
  BROKEN,
  /** No whole frame in time. */
  NO_FRAME,
  /** No whole frame for long. */
  SILENT,
  /** An answer could not be given in time. */
  UNANSWERED,
  /** Too many bytes that belong to no frame. */
  JUNK,
  /** HJ 212 text. */
  HJ212,
  /** GB/T 32960 frames. */
  GBT32960,
  /** The same terminal has logged in again. */
  REPLACED,
  /** It kept sending into a stopped connection. */
  OVERRUN,
  /** The server stops. */
  DRAIN,
  /** Too many connections in all. */
  FULL,
  /** Too many connections from one address. */
  ADDRESS_FULL;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
