package lantian.obd.packet;

/**
 * One row of a body's table (报文字段): where a field stands and how it is read. Rows stand in wire
 * order.
 */
public interface Field {
  /** Offset in the body, bytes. */
  int at();

  /** Width, scale, offset, unit and valid range. */
  Word word();

  /** Name in decode output, exports and the interface. */
  String key();

  /** Chinese name. */
  String zh();

  /** Raw word of the field in the body that begins at {@code body}. */
  default long raw(byte[] bytes, int body) {
    return word().read(bytes, body + at());
  }

  /** Bytes on the wire: 1, 2 or 4. */
  default int width() {
    return word().width();
  }

  /** Physical value of one raw step. */
  default double scale() {
    return word().scale();
  }

  /** Physical value of raw 0. */
  default double offset() {
    return word().offset();
  }

  /** Unit of the physical value, empty for bits and counts. */
  default String unit() {
    return word().unit();
  }

  /** Quality of a raw word of this field. */
  default Quality quality(long raw) {
    return word().quality(raw);
  }

  /**
   * True for a word that is legal and still can't have been measured: no engine brakes with 125 %
   * of its torque, but a controller that starts sends zeros. The word keeps its value and its
   * quality, which the specification lays down; people are shown the doubt.
   */
  default boolean implausible(long raw) {
    return raw == 0
        && (key().equals(Signal.NET_TORQUE.key()) || key().equals(Signal.FRICTION_TORQUE.key()));
  }

  /** Physical value of a raw word of this field. */
  default double value(long raw) {
    return word().value(raw);
  }
}
