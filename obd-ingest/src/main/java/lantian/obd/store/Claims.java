package lantian.obd.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogPosition;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Identifiers told under one VIN (标识): VINs of controllers and ICCIDs of logins, each with the
 * first and the last city day, see decision 0053.
 *
 * <p>Of each kind the latest {@value #MOST} and, apart from them, the earliest are kept. Both are
 * extremes over all that was told, so the order in which it is taken in does not matter.
 */
final class Claims {
  /** Key of a controller's VIN begins so. */
  static final String CONTROLLER = "E ";

  /** Key of a card's ICCID begins so. */
  static final String CARD = "C ";

  /** A sender decides how many it tells; more are only in chunks and events. */
  static final int MOST = 4;

  private static final Comparator<Claim> LATEST =
      Comparator.comparingInt(Claim::day)
          .reversed()
          .thenComparing(Claim::key)
          .thenComparing(Claim::position);
  private static final Comparator<Claim> EARLIEST =
      Comparator.comparingInt(Claim::day).thenComparing(Claim::key).thenComparing(Claim::position);

  private final List<Claim> latest = new ArrayList<>(2);
  private final List<Claim> earliest = new ArrayList<>(2);

  /** What one packet told: a key, a city day, and by what its sender can be proven. */
  private record Claim(
      String key, int day, LogPosition position, long received, String iccid, long signature) {}

  /**
   * Takes what a packet told.
   *
   * @param key kind and value
   * @param day city day of collection
   * @param packet where it comes from
   * @return true if it changes anything
   */
  boolean take(String key, int day, PacketRef packet) {
    Claim claim =
        new Claim(
            key,
            day,
            packet.position(),
            packet.receivedMillis(),
            packet.iccid(),
            packet.signatureHead());
    boolean later = put(latest, claim, LATEST);
    return put(earliest, claim, EARLIEST) || later;
  }

  private static boolean put(List<Claim> kept, Claim claim, Comparator<Claim> order) {
    for (int i = 0; i < kept.size(); i++) {
      if (kept.get(i).key.equals(claim.key)) {
        boolean better = order.compare(claim, kept.get(i)) < 0;
        if (better) {
          kept.set(i, claim);
          kept.sort(order);
        }
        return better;
      }
    }
    kept.add(claim);
    kept.sort(order);
    List<Claim> same =
        kept.stream().filter(one -> one.key.charAt(0) == claim.key.charAt(0)).toList();
    if (same.size() > MOST) {
      kept.remove(same.getLast());
      return !same.getLast().equals(claim);
    }
    return true;
  }

  /** Those of the latest days. */
  List<Document> latest() {
    return latest.stream().map(Claims::document).toList();
  }

  /** Those of the earliest days. */
  List<Document> earliest() {
    return earliest.stream().map(Claims::document).toList();
  }

  private static Document document(Claim claim) {
    return new Document("key", claim.key)
        .append("day", claim.day)
        .append("position", new Binary(claim.position.key()))
        .append("received", claim.received)
        .append("iccid", claim.iccid)
        .append("signature", claim.signature);
  }

  /** Reads a vehicle's document; one written before there were claims has none. */
  static Claims of(Document vehicle) {
    Claims claims = new Claims();
    read(vehicle, "claims", claims.latest);
    read(vehicle, "firsts", claims.earliest);
    return claims;
  }

  private static void read(Document vehicle, String field, List<Claim> into) {
    for (Document claim : vehicle.getList(field, Document.class, List.of())) {
      into.add(
          new Claim(
              claim.getString("key"),
              claim.getInteger("day"),
              LogPosition.of(claim.get("position", Binary.class).getData()),
              claim.getLong("received"),
              claim.getString("iccid"),
              claim.getLong("signature")));
    }
  }
}
