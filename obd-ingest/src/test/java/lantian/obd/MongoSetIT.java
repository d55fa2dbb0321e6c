package lantian.obd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class MongoSetIT {
  private static final Document ROW = new Document("_id", 1);

  @Test
  void sharedSetTakesWritesInFreshDatabases() {
    MongoSet set = MongoSet.shared();
    var first = set.freshDatabase();
    var second = set.freshDatabase();
    first.getCollection("things").insertOne(ROW);

    assertThat(first.getName()).isNotEqualTo(second.getName());
    assertThat(first.getCollection("things").countDocuments()).isOne();
    assertThat(second.getCollection("things").countDocuments()).isZero();
  }

  @Test
  void keepsWhatWasWrittenWhenKilled() {
    try (MongoSet set = MongoSet.start(1)) {
      MongoCollection<Document> things = set.freshDatabase().getCollection("things");
      things.insertOne(ROW);
      set.kill();
      set.restart();
      assertThat(things.find().first()).isEqualTo(ROW);
    }
  }

  @Test
  void failsAsOftenAsTheFailPointSays() {
    MongoSet set = MongoSet.shared();
    MongoCollection<Document> things = set.freshDatabase().getCollection("things");
    try (FailPoint _ =
        set.failPoint("failCommand", "{times: 1}", "{failCommands: ['insert'], errorCode: 2}")) {
      assertThatThrownBy(() -> things.insertOne(ROW)).isInstanceOf(MongoException.class);
      things.insertOne(ROW);
    }
    assertThat(things.countDocuments()).isOne();
  }
}
