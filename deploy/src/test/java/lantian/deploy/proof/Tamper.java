package lantian.deploy.proof;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import lantian.proto.Sm3;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Something done to stored records behind the program's back, and how to undo it. */
final class Tamper {
  /** What can be done. */
  enum Kind {
    FLIP,
    DELETE,
    SWAP,
    INSERT,
    TRUNCATE
  }

  /** Where it can be done, with the fields that may change without a new revision. */
  enum Place {
    LOG("obd_log_", "log", Set.of()),
    AUDIT("desk_audit", "audit", Set.of()),
    TOMBSTONES("obd_tombstones", "tombstones", Set.of()),
    DAYS("obd_days", "days", Set.of("fence")),
    FINDINGS("obd_findings", "findings", Set.of("fence", "day")),
    CASES(
        "desk_cases", "cases", Set.of("county", "published", "unpublished", "sealed", "unsealed")),
    LISTS("desk_lists", "lists", Set.of("told", "untold")),
    RULE_SETS("desk_rule_sets", "ruleSets", Set.of()),
    MANIFESTS("desk_manifests", "manifests", Set.of());

    private final String collection;
    private final String ledger;
    private final Set<String> loose;

    Place(String collection, String ledger, Set<String> loose) {
      this.collection = collection;
      this.ledger = ledger;
      this.loose = loose;
    }

    String ledger() {
      return ledger;
    }
  }

  private final Place place;
  private final Kind kind;
  private final SplittableRandom random;
  private final MongoCollection<Document> collection;
  private final List<Document> all;
  private final List<Document> before = new ArrayList<>();
  private final List<Object> inserted = new ArrayList<>();
  private final List<String> victims = new ArrayList<>();
  private String what = "";

  Tamper(MongoDatabase database, Place place, Kind kind, SplittableRandom random) {
    this.place = place;
    this.random = random;
    String name =
        database.listCollectionNames().into(new ArrayList<>()).stream()
            .filter(each -> each.startsWith(place.collection))
            .findFirst()
            .orElseThrow();
    this.collection = database.getCollection(name);
    this.all = collection.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
    this.kind = kind == Kind.SWAP && all.size() < 2 ? Kind.FLIP : kind; // one has no other
  }

  /** Keys as the report names them; it must name one of these. */
  List<String> victims() {
    return victims;
  }

  @Override
  public String toString() {
    return kind + " " + place + " " + what + " of " + victims;
  }

  void apply() {
    switch (kind) {
      case FLIP -> flip(any());
      case DELETE -> delete(any());
      case SWAP -> swap();
      case INSERT -> insert();
      case TRUNCATE -> truncate();
    }
  }

  void undo() {
    inserted.forEach(id -> collection.deleteOne(Filters.eq("_id", id)));
    // All away first: what was exchanged may stand in a unique index.
    before.forEach(was -> collection.deleteOne(Filters.eq("_id", was.get("_id"))));
    for (Document was : before) {
      collection.replaceOne(
          Filters.eq("_id", was.get("_id")), was, new ReplaceOptions().upsert(true));
    }
  }

  private Document any() {
    return all.get(random.nextInt(all.size()));
  }

  private void flip(Document victim) {
    before.add(victim);
    victims.add(key(victim));
    List<String> fields = new ArrayList<>(victim.keySet());
    fields.remove("_id");
    fields.removeAll(place.loose);
    String field = fields.get(random.nextInt(fields.size()));
    what = field;
    Document changed = new Document(victim).append(field, flipped(victim.get(field)));
    collection.replaceOne(Filters.eq("_id", victim.get("_id")), changed);
  }

  private Object flipped(@Nullable Object value) {
    return switch (value) {
      case null -> "x";
      case Binary bytes when bytes.length() > 0 -> {
        byte[] other = bytes.getData().clone();
        other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
        yield new Binary(other);
      }
      case String text when !text.isEmpty() -> {
        int at = random.nextInt(text.length());
        yield text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
      }
      case Integer number -> number ^ (1 << random.nextInt(31));
      case Long number -> number ^ (1L << random.nextInt(40));
      case Double number -> Double.longBitsToDouble(Double.doubleToLongBits(number) ^ 1);
      case Boolean truth -> !truth;
      case Date time ->
          Date.from(
              Instant.ofEpochMilli(time.toInstant().toEpochMilli() ^ (1L << random.nextInt(30))));
      case Document inner when !inner.isEmpty() -> {
        List<String> names = List.copyOf(inner.keySet());
        String name = names.get(random.nextInt(names.size()));
        yield new Document(inner).append(name, flipped(inner.get(name)));
      }
      case List<?> list when !list.isEmpty() -> {
        List<Object> other = new ArrayList<>(list);
        int at = random.nextInt(other.size());
        other.set(at, flipped(other.get(at)));
        yield other;
      }
      default -> "x";
    };
  }

  private void delete(Document victim) {
    before.add(victim);
    victims.add(key(victim));
    collection.deleteOne(Filters.eq("_id", victim.get("_id")));
  }

  private void swap() {
    if (all.size() == 1) { // Nothing to be exchanged with: it goes.
      delete(any());
      return;
    }
    Document one = any();
    Document other = any();
    while (other.equals(one)) {
      other = any();
    }
    before.add(one);
    before.add(other);
    victims.add(key(one));
    victims.add(key(other));
    collection.deleteOne(Filters.eq("_id", one.get("_id")));
    collection.deleteOne(Filters.eq("_id", other.get("_id")));
    put(one.get("_id"), other);
    put(other.get("_id"), one);
  }

  private void put(@Nullable Object id, Document content) {
    collection.replaceOne(
        Filters.eq("_id", id), withId(content, id), new ReplaceOptions().upsert(true));
  }

  private static Document withId(Document content, @Nullable Object id) {
    Document moved = new Document("_id", id);
    content.forEach((name, value) -> {
      if (!name.equals("_id")) {
        moved.append(name, value);
      }
    });
    return moved;
  }

  /** A copy under a key that nobody has: behind the last, in front of the first, or misshapen. */
  private void insert() {
    Document like = any();
    Object id = freshKey(like, random.nextInt(2) == 0);
    Document copy = withId(like, id);
    if (place == Place.CASES) {
      copy.append("ordinal", 1_000); // one a subject and kind has no two of
    } else if (place == Place.RULE_SETS) {
      copy.append("from", "2031-01-01"); // one a room and day begins
    } else if (place == Place.LISTS) {
      copy.append("request", "another wish").append("place", 1_000);
    }
    inserted.add(id);
    victims.add(key(copy));
    collection.insertOne(copy);
  }

  private Object freshKey(Document like, boolean odd) {
    Object last = Objects.requireNonNull(all.getLast().get("_id"));
    return switch (place) {
      case LOG -> {
        byte[] key = ((Binary) last).getData().clone();
        if (odd) {
          key[3]++; // a writer that never was
        } else {
          key[12]++;
        }
        yield new Binary(key);
      }
      case AUDIT ->
          odd
              ? like.get("_id") + "a"
              : "%s%012x"
                  .formatted(
                      ((String) last).substring(0, 9),
                      Long.parseLong(((String) last).substring(9), 16) + 1);
      case DAYS -> {
        byte[] key = ((Binary) Objects.requireNonNull(like.get("_id"))).getData().clone();
        key[20] = (byte) (odd ? 1 : 2); // another day, or none
        yield new Binary(key);
      }
      case TOMBSTONES -> odd ? "another" : "2020-09";
      case FINDINGS -> "f".repeat(31) + (odd ? "0" : "1");
      case CASES -> "f".repeat(31) + (odd ? "0" : "1");
      case LISTS -> odd ? "WF-2026-999999" : "W";
      case RULE_SETS -> odd ? "another" : "set-9";
      case MANIFESTS -> odd ? "zz/00000000" : String.valueOf(last).replace("/0", "/9");
    };
  }

  /** The last of a chain, or the newest records. */
  private void truncate() {
    int most = Math.min(place == Place.LOG || place == Place.AUDIT ? 3 : 2, all.size());
    int count = 1 + random.nextInt(most);
    for (Document victim : all.subList(all.size() - count, all.size())) {
      delete(victim);
    }
    what = "the last " + count;
  }

  private String key(Document record) {
    Object id = Objects.requireNonNull(record.get("_id"));
    if (!(id instanceof Binary binary)) {
      return String.valueOf(id);
    }
    ByteBuffer bytes = ByteBuffer.wrap(binary.getData());
    if (place == Place.LOG) {
      return bytes.getInt() + "/" + bytes.get() + "/" + bytes.getLong();
    }
    byte[] vin = new byte[17];
    bytes.get(vin);
    String hidden =
        HexFormat.of()
            .formatHex(
                Sm3.of(
                    new String(vin, StandardCharsets.US_ASCII).getBytes(StandardCharsets.US_ASCII)),
                0,
                8);
    return hidden + "/" + bytes.getInt();
  }
}
