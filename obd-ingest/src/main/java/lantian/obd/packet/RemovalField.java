package lantian.obd.packet;

/**
 * Where a removal alarm was raised (车辆拆除报警), 9 bytes behind its flow number, named as in a stream.
 * See spec clause 3.
 */
public enum RemovalField implements Field {
  LOCATION_STATE(0, Signal.LOCATION_STATE),
  LONGITUDE(1, Signal.LONGITUDE),
  LATITUDE(5, Signal.LATITUDE);

  /** Length of the body in bytes. */
  public static final int SIZE = 9;

  private final int at;
  private final Signal like;

  RemovalField(int at, Signal like) {
    this.at = at;
    this.like = like;
  }

  @Override
  public int at() {
    return at;
  }

  @Override
  public Word word() {
    return like.word();
  }

  @Override
  public String key() {
    return like.key();
  }

  @Override
  public String zh() {
    return like.zh();
  }
}
