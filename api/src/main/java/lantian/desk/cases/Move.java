package lantian.desk.cases;

/**
 * Something that can be done with a case (操作).
 *
 * @param id its word
 * @param track the track it moves
 * @param zh the Chinese words
 * @param en the English words
 */
public record Move(String id, Track track, String zh, String en) {}
