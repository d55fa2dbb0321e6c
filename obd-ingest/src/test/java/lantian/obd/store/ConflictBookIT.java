package lantian.obd.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import lantian.obd.MongoSet;
import lantian.obd.chunk.Conflict;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Trust;
import lantian.obd.log.LogPosition;
import lantian.obd.packet.Profile;
import lantian.proto.Vin;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The conflicts of a day are those last told, and only of the holder that may tell them. */
class ConflictBookIT {
  private static final DayKey DAY = new DayKey(new Vin("LSYNTH00000000001"), 20_000);

  private final MongoCollection<Document> collection =
      MongoSet.shared().freshDatabase().getCollection("obd_conflicts");
  private final ConflictBook book = new ConflictBook(collection, 5);
  private final ConflictBook earlier = new ConflictBook(collection, 4);

  @Test
  void areThoseToldAndNoOthers() {
    told(book, DAY, 1, 2, 3);
    told(book, new DayKey(DAY.vin(), DAY.day() + 1), 7);
    told(book, DAY, 2, 4);
    assertThat(seconds()).containsExactly(2L, 4L, 86_407L);
    told(book, DAY);
    assertThat(seconds()).containsExactly(86_407L);
  }

  @Test
  void maySoManyAsASenderLikes() {
    int many = 20_000;
    book.reconcile(
        DAY,
        taker -> {
          for (int i = 0; i < many; i++) {
            taker.accept(conflict(DAY.start() + i));
          }
        });
    told(book, DAY, 3);
    assertThat(seconds()).containsExactly(3L);
  }

  @Test
  void anEarlierHolderDeletesAndReplacesNothing() {
    told(book, DAY, 1, 2);
    List<Document> before = collection.find().into(new ArrayList<>());
    told(earlier, DAY);
    assertThatThrownBy(() -> told(earlier, DAY, 2)).isInstanceOf(MongoBulkWriteException.class);
    assertThat(collection.find().into(new ArrayList<>())).isEqualTo(before);
  }

  @Test
  void aLaterHolderTakesOver() {
    told(earlier, DAY, 1, 2);
    told(book, DAY, 2);
    assertThat(seconds()).containsExactly(2L);
  }

  private static void told(ConflictBook book, DayKey day, long... seconds) {
    book.reconcile(
        day,
        taker -> {
          for (long second : seconds) {
            taker.accept(conflict(day.start() + second));
          }
        });
  }

  private List<Long> seconds() {
    return collection
        .find()
        .sort(new Document("_id", 1))
        .map(one -> one.getLong("second") - DAY.start())
        .into(new ArrayList<>());
  }

  private static Conflict conflict(long second) {
    LogPosition position = new LogPosition(1, 0, second, 0);
    PacketRef packet = new PacketRef(position, second * 1000, "", 0, Profile.GB17691, 0);
    Conflict.Copy one = new Conflict.Copy(new byte[37], packet, Trust.CLAIMED);
    Conflict.Copy other = new Conflict.Copy(new byte[] {1}, packet, Trust.CLAIMED);
    return new Conflict(second, 2, false, false, List.of(one, other));
  }
}
