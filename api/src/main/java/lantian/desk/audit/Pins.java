package lantian.desk.audit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Heads of chains as the opening record of a later chain names them (链首固定): the chain before it,
 * and each chain that was not closed when the one before began. So every record of a closed chain
 * and all but the tail of an open one is pinned. A chain of a process that was killed stays open;
 * it is named again and again, the newest of them up to a limit.
 */
final class Pins {
  /** As many as fit into one object. */
  private static final int MOST = 200;

  private static final Pattern KEY = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{12}");

  /** Above every key, and a string: whatever else is used as a key is left out. */
  private static final String ABOVE = "g";

  /**
   * What a new chain begins with.
   *
   * @param writer its number
   * @param text the pins, separated by blanks
   */
  record Opening(int writer, String text) {}

  private final MongoCollection<Document> records;

  Pins(MongoCollection<Document> records) {
    this.records = records;
  }

  /** Number and pins for a chain that is opened now. */
  Opening opening() {
    Document last = below(ABOVE);
    if (last == null) {
      return new Opening(0, "");
    }
    int newest = writer(last);
    Map<Integer, String> pins = new LinkedHashMap<>();
    pins.put(newest, pin(last));
    for (String known : handedOn(newest)) {
      int writer = writer(known);
      Document head = pins.size() >= MOST ? null : below(AuditRecord.id(writer + 1, 0));
      if (head != null && writer(head) == writer && !(closed(head) && pin(head).equals(known))) {
        pins.putIfAbsent(writer, pin(head));
      }
    }
    return new Opening(newest + 1, String.join(" ", pins.values()));
  }

  /** Every pin of an opening record's object. */
  static List<String> of(String text) {
    List<String> pins = new ArrayList<>(List.of(text.split(" ", -1)));
    pins.removeIf(String::isEmpty);
    return pins;
  }

  /** How a later chain names the head of an earlier one. */
  static String pin(AuditRecord head) {
    return head.id() + ":" + HexFormat.of().formatHex(head.hash());
  }

  /** The same from what is stored, which need not be readable; the check will say so. */
  private static String pin(Document head) {
    String hash =
        head.get("hash") instanceof Binary bytes ? HexFormat.of().formatHex(bytes.getData()) : "";
    return head.getString("_id") + ":" + hash;
  }

  /** What the newest chain pinned when it began; each chain hands the open ones on to the next. */
  private List<String> handedOn(int newest) {
    Document opening = records.find(Filters.eq("_id", AuditRecord.id(newest, 0))).first();
    if (opening == null || !(opening.get("object") instanceof String object)) {
      return List.of();
    }
    List<String> pins = of(object);
    pins.removeIf(pin -> !KEY.matcher(pin).lookingAt());
    return pins;
  }

  private @Nullable Document below(String key) {
    for (Document found :
        records.find(Filters.lt("_id", key)).sort(Sorts.descending("_id")).batchSize(8)) {
      if (KEY.matcher(found.getString("_id")).matches()) {
        return found;
      }
    }
    return null;
  }

  private static int writer(Document head) {
    return writer(head.getString("_id"));
  }

  private static int writer(String key) {
    return Integer.parseUnsignedInt(key.substring(0, 8), 16);
  }

  private static boolean closed(Document head) {
    return Act.CHAIN_CLOSED.name().equals(head.get("act"));
  }
}
