package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import java.util.List;
import lantian.obd.MongoSet;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ProgressBookIT {
  private static final LaneKey LANE = new LaneKey(-2, 3);

  private final MongoCollection<Document> collection =
      MongoSet.shared().freshDatabase().getCollection("obd_progress");

  @Test
  void readsWhatWasWritten() {
    ProgressBook book = new ProgressBook(collection, 1);
    LaneProgress.Mark mark = mark(7);
    book.write(List.of(mark));
    assertThat(book.read()).containsExactlyEntriesOf(java.util.Map.of(LANE, mark));
  }

  @Test
  void refusesAnEarlierHolderOnceTakenOver() {
    ProgressBook earlier = new ProgressBook(collection, 1);
    ProgressBook later = new ProgressBook(collection, 2);
    earlier.write(List.of(mark(7)));
    later.takeOver();
    assertThatThrownBy(() -> earlier.write(List.of(mark(9)))).isInstanceOf(MongoException.class);
    assertThat(later.read()).containsValue(mark(7));
    later.write(List.of(mark(8)));
    assertThat(later.read()).containsValue(mark(8));
  }

  private static LaneProgress.Mark mark(long sequence) {
    return new LaneProgress.Mark(
        LANE, sequence, sequence + 3, new Counts(sequence * 2, 1, 0), false);
  }
}
