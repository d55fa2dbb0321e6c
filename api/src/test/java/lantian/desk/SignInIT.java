package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guessing through the front door, and who still gets in. */
class SignInIT {
  private static final String BUREAU = "10.1.1.1";
  private TestDesk desk;

  @BeforeEach
  void open() {
    desk =
        new TestDesk(
            TestDesk.settings()
                .with(
                    new DeskSettings.Listen(
                        "127.0.0.1", 0, null, null, null, true, List.of("127.0.0.1"))));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void tenThousandGuessesInSmallGainNothingAndTheHonestGetIn() {
    TestDesk.Session owner = desk.user("honest", Role.POLICE, null);
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(200);
    int looked = 0;
    for (int guess = 0; guess < 300; guess++) {
      HttpResponse<String> answer = signIn("honest", "guess" + guess, "10.9.0." + guess % 50);
      assertThat(answer.statusCode()).isIn(401, 429);
      looked += answer.statusCode() == 401 ? 1 : 0;
      if (answer.statusCode() == 429) {
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
      }
    }
    assertThat(looked).as("guesses that were looked at").isLessThanOrEqualTo(20);
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(200);
  }

  @Test
  void oneWhoGuessesInTheBureauDoesNotLockOutTheOthersThere() {
    TestDesk.Session owner = desk.user("honest", Role.POLICE, null);
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(200);
    int last = 0;
    for (int guess = 0; guess < 60; guess++) {
      last = signIn("name" + guess, "wrong", BUREAU).statusCode();
    }
    assertThat(last).as("the address is slowed down for names it has never shown").isEqualTo(429);
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(200);
    for (int guess = 0; guess < 9; guess++) {
      last = signIn("honest", "wrong", BUREAU).statusCode();
    }
    assertThat(last).as("guessing at one name there is slowed down too").isEqualTo(429);
    desk.now.updateAndGet(time -> time.plus(Duration.ofMinutes(15)));
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(200);
  }

  @Test
  void whoIsGuessedAtByANeighbourGetsInWithHisOwnBrowser() {
    TestDesk.Session owner = desk.user("honest", Role.POLICE, null);
    TestDesk.Session other = desk.user("neighbour", Role.POLICE, null);
    String browser = device(signIn("honest", owner.password(), BUREAU));
    String neighbours = device(signIn("neighbour", other.password(), BUREAU));
    for (int guess = 0; guess < 30; guess++) {
      signIn("honest", "guess" + guess, BUREAU);
    }
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode()).isEqualTo(429);
    assertThat(signIn("honest", owner.password(), BUREAU, neighbours).statusCode()).isEqualTo(429);
    String forged = (browser.startsWith("A") ? "B" : "A") + browser.substring(1);
    assertThat(signIn("honest", owner.password(), BUREAU, forged).statusCode()).isEqualTo(429);
    HttpResponse<String> back = signIn("honest", owner.password(), BUREAU, browser);
    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(back.headers().allValues("set-cookie")).as("it is known already").hasSize(1);
  }

  @Test
  void aBrowserThatIsKnownMayNotGuessEither() {
    TestDesk.Session owner = desk.user("honest", Role.POLICE, null);
    String browser = device(signIn("honest", owner.password(), BUREAU));
    int looked = 0;
    for (int guess = 0; guess < 30; guess++) {
      looked +=
          signIn("honest", "guess" + guess, "10.9.0." + guess, browser).statusCode() == 401 ? 1 : 0;
    }
    assertThat(looked).isEqualTo(5);
    assertThat(signIn("honest", owner.password(), BUREAU, browser).statusCode()).isEqualTo(429);
    assertThat(signIn("honest", owner.password(), BUREAU).statusCode())
        .as("who stole it does not lock out the owner")
        .isEqualTo(200);
    assertThat(desk.get("/v1/session", null).statusCode()).isEqualTo(401);
    assertThat(
            desk.send(
                    desk.request("GET", "/v1/session", null)
                        .header("Cookie", "__Host-lantian_trusted=" + browser)
                        .GET())
                .statusCode())
        .as("it opens nothing")
        .isEqualTo(401);
  }

  @Test
  void anAnswerDoesNotTellWhetherANameExists() {
    desk.user("honest", Role.POLICE, null);
    Set<String> answers = new HashSet<>();
    for (String name : List.of("honest", "nobody-here")) {
      HttpResponse<String> answer = signIn(name, "wrong", "10.2.2.2");
      JsonObject problem = new JsonObject(answer.body());
      problem.remove("instance");
      answers.add(answer.statusCode() + problem.encode());
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  void aSessionEndsIdleOverlongAndWithItsPassword() {
    TestDesk.Session owner = desk.user("honest", Role.POLICE, null);
    Instant start = desk.now.get();
    pass(Duration.ofMinutes(29));
    assertThat(desk.get("/v1/session", owner).statusCode()).isEqualTo(200);
    pass(Duration.ofMinutes(30));
    assertThat(desk.get("/v1/session", owner).statusCode()).isEqualTo(401);
    desk.now.set(start);
    TestDesk.Session busy = desk.signIn("honest", owner.password());
    while (desk.now.get().isBefore(start.plus(Duration.ofHours(12)).minusSeconds(1200))) {
      pass(Duration.ofMinutes(20));
      assertThat(desk.get("/v1/session", busy).statusCode()).isEqualTo(200);
    }
    pass(Duration.ofMinutes(20));
    assertThat(desk.get("/v1/session", busy).statusCode()).isEqualTo(401);
    TestDesk.Session before = desk.signIn("honest", owner.password());
    String id = desk.desk.accounts().byName("honest").orElseThrow().id();
    pass(Duration.ofSeconds(1));
    desk.ok(desk.post("/v1/users/" + id + "/password", security(), new JsonObject()));
    assertThat(desk.get("/v1/session", before).statusCode()).isEqualTo(401);
  }

  private TestDesk.Session security() {
    return desk.user("keeper", Role.SECURITY, null);
  }

  private void pass(Duration time) {
    desk.now.updateAndGet(before -> before.plus(time));
  }

  private HttpResponse<String> signIn(String name, String password, String address) {
    return signIn(name, password, address, "");
  }

  private HttpResponse<String> signIn(
      String name, String password, String address, String browser) {
    JsonObject body = new JsonObject().put("name", name).put("password", password);
    return desk.send(
        desk.request("POST", "/v1/session", null)
            .header("X-Forwarded-For", address)
            .header("Cookie", "__Host-lantian_trusted=" + browser)
            .POST(TestDesk.json(body)));
  }

  /** What the browser keeps of a sign-in. */
  private static String device(HttpResponse<String> answer) {
    List<String> cookies = answer.headers().allValues("set-cookie");
    assertThat(cookies).hasSize(2);
    assertThat(cookies.get(1)).contains("; HTTPOnly").contains("; SameSite=Strict");
    return cookies.get(1).replaceFirst("^__Host-lantian_trusted=([^;]+).*", "$1");
  }
}
