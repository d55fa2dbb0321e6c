package lantian.desk.lists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import org.bson.BsonType;
import org.bson.Document;

/** Indexes of {@code desk_lists} (清单索引); the unique ones are what issuing relies on. */
final class ListIndexes {
  private ListIndexes() {}

  static void create(MongoCollection<Document> lists) {
    lists.createIndex(
        Indexes.ascending("request"),
        new IndexOptions()
            .unique(true)
            .partialFilterExpression(Filters.type("request", BsonType.STRING)));
    lists.createIndex(
        Indexes.ascending("kind", "place"),
        new IndexOptions()
            .unique(true)
            .partialFilterExpression(Filters.type("place", BsonType.INT32)));
    lists.createIndex(Indexes.ascending("kind", "issued"));
    lists.createIndex(Indexes.ascending("rows.case"));
    lists.createIndex(
        Indexes.ascending("unmoved"),
        new IndexOptions().partialFilterExpression(Filters.eq("unmoved", true)));
    lists.createIndex(
        Indexes.ascending("untold"),
        new IndexOptions().partialFilterExpression(Filters.eq("untold", true)));
  }
}
