package lantian.obd.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.obd.filing.VehicleFacts;
import lantian.proto.CityTime;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Items in compact run-length form: {@code 61 nox=250} sends 61 seconds, fields stay as they are
 * until changed; {@code gap 9} sends nothing for so long; {@code obd mil=1 dtc=2} sends an OBD
 * block in the coming second, {@code n=3 each=60} three of them a minute apart. A value is a number
 * in its unit or invalid, error, range, saturated.
 *
 * <p>{@code alarm} sends a removal alarm in the last second, with {@code lon}, {@code lat} and
 * {@code loc} of its own or without a position.
 *
 * <p>{@code clock n=3 each=60 kind=10} marks three packets, a minute apart, with a time that can't
 * be; their digests count {@code from} a number up.
 *
 * <p>{@code lon}, {@code lat} and {@code loc} give a position that moves {@code east} metres a
 * second; {@code trip=3} makes engine speed, fuel and torque those of the third trip, from its
 * first second on.
 */
final class Timeline {
  static final Vin VEHICLE = new Vin("LSYNTEST3N0000017");
  private static final String NOON = "2026-03-01T12:00:00";

  final long start;
  final Vin vehicle;
  final List<NaiveItem> items = new ArrayList<>();
  private final Map<String, String> state = new TreeMap<>();
  private long now;
  private double odometer = 100_000;
  private double east;
  private long trip;

  private Timeline(long start, Vin vehicle) {
    this.vehicle = vehicle;
    this.start = start;
    this.now = start;
  }

  static Timeline of(JsonNode test) {
    String at = test.path("at").asText(NOON);
    Timeline out =
        new Timeline(
            LocalDateTime.parse(at).toEpochSecond(CityTime.ZONE),
            new Vin(test.path("header").asText(VEHICLE.text())));
    for (JsonNode run : test.get("runs")) {
      out.run(run.asText().split(" ", -1));
    }
    return out;
  }

  /** What is filed: a stage, VI unless something else is said, and what it says under built. */
  static VehicleFacts facts(JsonNode test) {
    JsonNode stage = test.path("stage");
    JsonNode built = test.path("built");
    JsonNode inspected = built.path("inspectedUntil");
    return new VehicleFacts(
        stage.isMissingNode() ? "VI" : stage.textValue(),
        null,
        number(built, "torqueNm"),
        number(built, "ratedKw"),
        null,
        number(built, "cycleKwh"),
        number(built, "tankLitres"),
        test.path("model").asText("MODEL-A"),
        inspected.isMissingNode() ? null : LocalDate.parse(inspected.textValue()));
  }

  private static @Nullable Double number(JsonNode node, String key) {
    return node.has(key) ? node.get(key).asDouble() : null;
  }

  private void run(String[] words) {
    boolean gap = words[0].equals("gap");
    if (words[0].equals("obd")) {
      Map<String, String> said = new TreeMap<>();
      put(words, 1, said);
      long each = Long.parseLong(said.getOrDefault("each", "0"));
      for (int left = Integer.parseInt(said.getOrDefault("n", "1")); left > 0; left--) {
        add(1, BlockBody.of(said));
        now += each;
      }
      return;
    }
    if (words[0].equals("alarm")) {
      Map<String, String> said = new TreeMap<>();
      put(words, 1, said);
      alarm(said);
      return;
    }
    if (words[0].equals("clock")) {
      Map<String, String> said = new TreeMap<>();
      put(words, 1, said);
      clock(said);
      return;
    }
    put(words, gap ? 2 : 1, state);
    trip = String.join(" ", words).contains("trip=") ? 0 : trip;
    odometer += Double.parseDouble(state.getOrDefault("odo", "0"));
    state.remove("odo");
    for (int left = Integer.parseInt(words[gap ? 1 : 0]); left > 0; left--) {
      if (!gap) {
        add(2, body());
      }
      now++;
      trip++;
      east += Double.parseDouble(state.getOrDefault("east", "0"));
      odometer += Double.parseDouble(state.getOrDefault("kmh", "0")) / 3600;
    }
  }

  private static void put(String[] words, int from, Map<String, String> to) {
    for (int i = from; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      to.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
  }

  private void add(int type, byte[] body) {
    int trust = Integer.parseInt(state.getOrDefault("trust", "1"));
    items.add(new NaiveItem(vehicle, now, type, body, trust, card()));
  }

  private void clock(Map<String, String> said) {
    long kind = Long.parseLong(said.getOrDefault("kind", "10"));
    long from = Long.parseLong(said.getOrDefault("from", Long.toString(items.size())));
    long each = Long.parseLong(said.getOrDefault("each", "1"));
    String trust = said.getOrDefault("trust", state.getOrDefault("trust", "1"));
    for (int i = 0; i < Integer.parseInt(said.getOrDefault("n", "1")); i++) {
      byte[] body = java.nio.ByteBuffer.allocate(8).putLong((from + i) << 8 | kind).array();
      items.add(new NaiveItem(vehicle, now, 0, body, Integer.parseInt(trust), card()));
      now += each;
    }
  }

  /** Behind whatever came in the last second. */
  private void alarm(Map<String, String> said) {
    byte[] body = new byte[9];
    java.nio.ByteBuffer.wrap(body)
        .put((byte) Integer.parseInt(said.getOrDefault("loc", said.containsKey("lon") ? "0" : "1")))
        .putInt((int) Math.round(Double.parseDouble(said.getOrDefault("lon", "0")) * 1e6))
        .putInt((int) Math.round(Double.parseDouble(said.getOrDefault("lat", "0")) * 1e6));
    String trust = said.getOrDefault("trust", state.getOrDefault("trust", "1"));
    items.add(new NaiveItem(vehicle, now - 1, 255, body, Integer.parseInt(trust), card()));
  }

  /** {@code card=A}: the card with this last letter; anything longer is the ICCID itself. */
  private String card() {
    String card = state.getOrDefault("card", "");
    return card.length() == 1 ? "8986000000000000000" + card : card;
  }

  private byte[] body() {
    StreamBody body = new StreamBody();
    body.speed((int) word("speed", 2, 256, 0, 60));
    body.rpm((int) word("rpm", 2, 8, 0, 1400));
    body.fuel((int) word("fuel", 2, 20, 0, 20));
    body.nox((int) word("nox", 2, 20, 200, 50));
    body.level((int) word("level", 1, 2.5, 0, 60));
    body.inlet((int) word("inlet", 2, 32, 273, 300));
    body.outlet((int) word("outlet", 2, 32, 273, 280));
    body.upstream((int) word("up", 2, 20, 200, 500));
    body.intake((int) word("air", 2, 20, 0, 300));
    body.filter((int) word("dpf", 2, 10, 0, 1));
    body.coolant((int) word("coolant", 1, 1, 40, 85));
    body.u8(3, (int) word("torque", 1, 1, 125, 40));
    body.u8(2, (int) word("baro", 1, 2, 0, 100));
    road(body);
    boolean honest = state.getOrDefault("odometer", "on").equals("on");
    return body.odometer(honest ? Math.round(odometer * 10 - 0.499) : word("odometer", 4, 1, 0, 0))
        .bytes();
  }

  /** Position and the words of a trip, for the rules on the terminal. */
  private void road(StreamBody body) {
    long moved = Math.round(east / 0.0954);
    long longitude = word("lon", 4, 1e6, 0, 0);
    long latitude = word("lat", 4, 1e6, 0, 0);
    boolean known = longitude > 0 && longitude <= 180_000_000;
    int where = (int) word("loc", 1, 1, 0, 1);
    body.place(where, known ? longitude + moved : longitude, latitude);
    if (state.containsKey("trip")) {
      var words = new java.util.SplittableRandom(word("trip", 4, 1, 0, 0) * 100_000 + trip);
      body.rpm(9600 + words.nextInt(3200)).fuel(300 + words.nextInt(300));
      body.u8(3, 130 + words.nextInt(90));
    }
  }

  private long word(String key, int width, double perUnit, double shift, double usual) {
    String value = state.get(key);
    long top = (1L << (8 * width)) - 1;
    long low = top >> 8;
    return switch (value) {
      case null -> Math.round((usual + shift) * perUnit);
      case "invalid" -> top;
      case "error" -> (0xFEL << (8 * width - 8)) + (width > 1 ? 3 : 0);
      case "range" -> 0xFBL << (8 * width - 8);
      case "saturated" -> (0xFAL << (8 * width - 8)) + low;
      default -> Math.round((Double.parseDouble(value) + shift) * perUnit);
    };
  }
}
