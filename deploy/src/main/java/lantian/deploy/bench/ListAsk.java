package lantian.deploy.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lantian.deploy.bench.DeskPeople.Person;

/**
 * A list that somebody asks for (案件查询).
 *
 * @param name what it is called in figures
 * @param by who asks
 * @param query behind {@code /v1/cases?}
 */
record ListAsk(String name, Person by, String query) {
  private static final String EACH = "&limit=50";

  String path() {
    return "/v1/cases?" + query;
  }

  /**
   * The named set: each role's landing, each filter alone, some together, one vehicle, far down.
   */
  static List<ListAsk> all(Map<Person, Clerk> clerks, Instant now, int deep)
      throws InterruptedException {
    Instant day = now.truncatedTo(ChronoUnit.HOURS);
    String month =
        "&from=" + day.minus(Duration.ofDays(90)) + "&to=" + day.minus(Duration.ofDays(60));
    String county = encoded(CaseMaker.COUNTIES.getFirst());
    List<ListAsk> all = new ArrayList<>();
    all.add(new ListAsk("landing, ecology", Person.ECOLOGY, "state=candidate&limit=8"));
    all.add(new ListAsk("landing, police", Person.POLICE, "state=referred&limit=8"));
    all.add(new ListAsk("landing, county police", Person.COUNTY_POLICE, "state=referred&limit=8"));
    all.add(new ListAsk("landing, transport", Person.TRANSPORT, "repair=ordered&limit=8"));
    all.add(new ListAsk("landing, station", Person.STATION, "repair=ordered&limit=8"));
    all.add(new ListAsk("everything", Person.ECOLOGY, "limit=50"));
    all.add(new ListAsk("everything, county police", Person.COUNTY_POLICE, "limit=50"));
    all.add(new ListAsk("state", Person.ECOLOGY, "state=closed" + EACH));
    all.add(new ListAsk("rare state", Person.ECOLOGY, "state=returned" + EACH));
    all.add(new ListAsk("two tracks", Person.POLICE, "state=received&penalty=pending" + EACH));
    all.add(new ListAsk("penalty", Person.POLICE, "penalty=notified" + EACH));
    all.add(new ListAsk("no such repair", Person.TRANSPORT, "repair=scrapped" + EACH));
    all.add(new ListAsk("overdue", Person.ECOLOGY, "overdue=true" + EACH));
    all.add(new ListAsk("overdue, county police", Person.COUNTY_POLICE, "overdue=true" + EACH));
    all.add(new ListAsk("not overdue", Person.ECOLOGY, "overdue=false" + EACH));
    all.add(new ListAsk("county", Person.ECOLOGY, "county=" + county + EACH));
    all.add(new ListAsk("kind", Person.ECOLOGY, "kind=OBD-MIL-LASTING" + EACH));
    all.add(
        new ListAsk(
            "county, kind, state",
            Person.ECOLOGY,
            "county=" + county + "&kind=OBD-NOX-LASTING&state=reviewed" + EACH));
    all.add(new ListAsk("a month", Person.ECOLOGY, month.substring(1) + EACH));
    all.add(
        new ListAsk(
            "a month, state, overdue",
            Person.ECOLOGY,
            "state=confirmed&overdue=true" + month + EACH));
    all.add(new ListAsk("plate", Person.ECOLOGY, "filter=" + plate(clerks) + EACH));
    all.add(new ListAsk("far down", Person.ECOLOGY, "limit=50&cursor=" + cursor(clerks, deep)));
    return all;
  }

  /** The raw limit: nothing is found. */
  static ListAsk nothing() {
    return new ListAsk("an empty answer", Person.ECOLOGY, "kind=NO-SUCH-KIND" + EACH);
  }

  private static String plate(Map<Person, Clerk> clerks) throws InterruptedException {
    return ecology(clerks)
        .post("/v1/vehicles/search", "", Map.of("plate", CaseMaker.plate(1)))
        .json()
        .get("filter")
        .asText();
  }

  private static String cursor(Map<Person, Clerk> clerks, int deep) throws InterruptedException {
    String cursor = "";
    for (int page = 0; page < deep; page++) {
      cursor =
          ecology(clerks)
              .get("/v1/cases?limit=50" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .json()
              .get("next")
              .asText();
    }
    return cursor;
  }

  private static Clerk ecology(Map<Person, Clerk> clerks) {
    return java.util.Objects.requireNonNull(clerks.get(Person.ECOLOGY));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
