package lantian.desk.lists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Which lists have cases that receipt or results are yet to move, and what became of them (清单跟随).
 */
record ListMoves(MongoCollection<Document> lists) {
  /** Lists behind a number whose cases receipt or results have not all moved yet. */
  List<HandoverList> unmoved(String after, int limit) {
    List<HandoverList> found = new ArrayList<>();
    lists
        .find(Filters.and(Filters.eq("unmoved", true), Filters.gt("_id", after)))
        .sort(Sorts.ascending("_id"))
        .limit(limit)
        .forEach(document -> found.add(ListDocument.list(document)));
    return found;
  }

  /**
   * Notes what became of rows' cases.
   *
   * @param done true if nothing is left to be done
   * @return false if the list was answered, or anything noted on it, since it was read
   */
  boolean note(HandoverList was, List<RowMove> moves, boolean done) {
    Bson unchanged =
        Filters.and(
            Filters.eq("_id", was.number()),
            Filters.size("results", was.results().size()),
            was.moves().isEmpty()
                ? Filters.exists("moves.0", false)
                : Filters.size("moves", was.moves().size()));
    Bson update =
        Updates.combine(
            Updates.pushEach("moves", ListDocument.moves(moves)), Updates.set("unmoved", !done));
    return lists.updateOne(unchanged, update).getMatchedCount() == 1;
  }
}
