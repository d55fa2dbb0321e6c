package lantian.obd.log;

/** An intake that takes nothing, for feeds that are put into a gathering by hand. */
final class NoIntake implements Intake {
  @Override
  public boolean append(Feed feed, long millis, int mark, byte[] bytes, int offset, int length) {
    return false;
  }

  @Override
  public void identify(Feed feed, byte[] row) {
    feed.row = row;
    feed.rowIsNew = true;
  }

  @Override
  public void wake() {}
}
