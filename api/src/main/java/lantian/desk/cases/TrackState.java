package lantian.desk.cases;

/**
 * A state of one track, as the table file lists it (状态).
 *
 * @param track whose state
 * @param id its word, unique within the track
 * @param zh the Chinese words
 * @param en the English words
 * @param initial true if the track begins here
 * @param terminal true if the track may rest here for good
 * @param takes true if a case in this state still takes findings; main track only
 */
public record TrackState(
    Track track,
    String id,
    String zh,
    String en,
    boolean initial,
    boolean terminal,
    boolean takes) {}
