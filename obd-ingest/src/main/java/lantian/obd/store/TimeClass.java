package lantian.obd.store;

/**
 * What the collection second of an item allows (采集时间分类). Held against the receipt of its frame, so
 * that a replay answers the same.
 */
enum TimeClass {
  /** Up to five minutes ahead of its receipt: stored, judged, shown. */
  ORDINARY,
  /** Up to a day ahead: stored, never judged, never shown as latest. */
  AHEAD,
  /** Further ahead than a day. */
  TOO_FAR_AHEAD,
  /** The moment that a known firmware sends while its clock is not set (spec clause 7.7). */
  CLOCK_NOT_SET,
  /** Before the first second that can be stored, 1970. */
  TOO_OLD,
  /** Before the vehicle's terminal was filed. */
  BEFORE_FILING;

  /** 2020-11-18 17:20:00 +08:00. */
  private static final long DEFAULT_CLOCK = 1_605_691_200L;

  private static final long DAY = 86_400;

  /** True if the item is pointed at with a reason and not stored. */
  boolean quarantined() {
    return this != ORDINARY && this != AHEAD;
  }

  static TimeClass of(long second, long receivedMillis, Dossier dossier) {
    long ahead = second - Math.floorDiv(receivedMillis, 1000L);
    if (ahead > DAY) {
      return TOO_FAR_AHEAD;
    }
    if (second == DEFAULT_CLOCK) {
      return CLOCK_NOT_SET;
    }
    if (second < 0) {
      return TOO_OLD;
    }
    if (dossier.beforeFiling(second)) {
      return BEFORE_FILING;
    }
    return ahead > PacketRef.AHEAD_SECONDS ? AHEAD : ORDINARY;
  }
}
