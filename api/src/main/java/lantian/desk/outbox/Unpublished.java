package lantian.desk.outbox;

import java.util.List;

/**
 * Committed records with entries that are not in the outbox yet (待发来源): what a book of the desk
 * offers, so that its moves are told to others. The outbox knows nothing else of it.
 *
 * <p>An entry is offered from the moment its record is committed until it has been marked, however
 * often that is asked. The entries of one record are offered in the order of their numbers, and
 * none before those with lower numbers.
 */
public interface Unpublished {
  /** Entries that are not marked, at most {@code limit}; blocks, reads what a majority has. */
  List<Notice> next(int limit);

  /**
   * Marks entries that are in the outbox. Marking one again changes nothing. A kill may come before
   * it: then they are offered again, and the outbox knows them.
   */
  void published(List<NoticeId> ids);
}
