package lantian.obd.log;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ClusteredIndexOptions;
import com.mongodb.client.model.CreateCollectionOptions;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** The collections of the log, one per UTC month of receipt (按月日志集合). */
final class LogMonths {
  private static final String PREFIX = "obd_log_";
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuuMM");
  private static final int NAMESPACE_EXISTS = 48;

  private LogMonths() {}

  static YearMonth of(long epochMillis) {
    return YearMonth.from(Instant.ofEpochMilli(epochMillis).atZone(ZoneOffset.UTC));
  }

  static String name(YearMonth month) {
    return PREFIX + MONTH.format(month);
  }

  /** The month of a collection. */
  static YearMonth month(String name) {
    return YearMonth.parse(name.substring(PREFIX.length()), MONTH);
  }

  /** First millisecond after the month. */
  static long end(YearMonth month) {
    return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
  }

  /** Makes the collection if it is not there: clustered by position, zstd. */
  static void create(MongoDatabase database, String name) {
    Document engine =
        new Document("wiredTiger", new Document("configString", "block_compressor=zstd"));
    CreateCollectionOptions options =
        new CreateCollectionOptions()
            .clusteredIndexOptions(new ClusteredIndexOptions(new Document("_id", 1), true))
            .storageEngineOptions(engine);
    try {
      database.createCollection(name, options);
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NAMESPACE_EXISTS) {
        throw e;
      }
    }
  }

  /** Names of the months that are stored, oldest first. */
  static List<String> stored(MongoDatabase database) {
    List<String> names = new ArrayList<>();
    for (String name : database.listCollectionNames()) {
      if (name.matches(PREFIX + "\\d{6}")) {
        names.add(name);
      }
    }
    names.sort(null);
    return names;
  }
}
