package lantian.obd.store;

/**
 * What became of logged frames (报文收支). A frame counts once.
 *
 * @param projected at least one item, event or answer of it was taken
 * @param duplicate everything in it was known before, body for body
 * @param quarantined nothing of it could be taken
 */
public record Counts(long projected, long duplicate, long quarantined) {
  static final Counts NONE = new Counts(0, 0, 0);

  Counts plus(Counts other) {
    return new Counts(
        projected + other.projected, duplicate + other.duplicate, quarantined + other.quarantined);
  }

  /** All frames counted. */
  long total() {
    return projected + duplicate + quarantined;
  }
}
