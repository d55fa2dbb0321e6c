package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.delivery.Peer;
import lantian.desk.outbox.FakeNotices;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Users who work on no case, each from sign-in to a result that stands in the page and in what is
 * stored. Those of cases are in {@link CasePagesIT}, the maker of terminals in {@link PagesIT}.
 */
class UserPagesIT {
  private static final FakeNotices SOURCE = new FakeNotices();
  private static TestProvider provider;
  private static TestDesk desk;
  private static Chromium browser;
  private PageStory story;
  private Tab tab;

  @BeforeAll
  static void start() {
    int port = SignOnPageIT.freePort();
    provider = new TestProvider("http://127.0.0.1:" + port);
    desk =
        new TestDesk(TestDesk.with(provider.settings()).with(DeskSettings.Listen.loopback(port)));
    desk.desk.mailroom().follow(SOURCE);
    browser = new Chromium();
  }

  @AfterAll
  static void stop() {
    browser.close();
    desk.close();
    provider.close();
  }

  @BeforeEach
  void open() {
    story = new PageStory(browser, desk);
    tab = story.tab();
  }

  /** Its rooms receive nothing yet; it says so, and what there is works. */
  @Test
  void aPortCompanyLearnsWhatComesAndEndsAForgottenSession() {
    TestDesk.Session company = desk.user("port.clerk", Role.PORT, null);
    TestDesk.Session forgotten = desk.signIn(company.name(), company.password());
    story.signIn(company);
    tab.awaitText("船舶和岸电数据尚未接入本系统");
    tab.awaitText("本单位泊位的靠泊记录");
    story.judge("home-port");
    assertThat((String) tab.value("document.querySelector('nav').innerText"))
        .contains("工作台", "我的账号")
        .doesNotContain("案件", "车辆", "用户");
    tab.go("#/cases");
    tab.awaitText("本角色无权打开");
    tab.go("#/home");
    tab.click("home-page a[href='#/account']");
    tab.await("document.querySelectorAll('account-page tbody tr').length >= 2");
    story.look("account-port");
    tab.click("account-page .tools button");
    tab.awaitText("个会话");
    tab.await("document.querySelectorAll('account-page tbody tr').length === 1");
    assertThat(desk.get("/v1/session", forgotten).statusCode()).isEqualTo(401);
    assertThat(sessions(company.name())).as("its own goes on").isEqualTo(1);
    story.end();
  }

  @Test
  void aMaritimeOfficerLearnsWhatComesAndChangesThePassword() {
    TestDesk.Session officer = desk.user("maritime.clerk", Role.MARITIME, "姑苏区");
    story.signIn(officer);
    tab.awaitText("生态环境部门移交的线索");
    story.judge("home-maritime");
    tab.click("header button.plain");
    tab.awaitText("Vessels and shore power are not connected yet");
    story.look("home-maritime-en");
    tab.click("header button.plain");
    tab.awaitText("现在可以做的");
    tab.click("home-page a[href='#/account']");
    String fresh = "Calm-Sea-Under-Blue-Sky-7";
    tab.fill("#password [name=old]", "Not-The-Old-One-1");
    tab.fill("#password [name=new]", fresh);
    tab.fill("#password [name=again]", fresh);
    tab.click("#password button");
    tab.awaitThat("main [role=alert]");
    assertThat(desk.trySignIn(officer.name(), officer.password()).statusCode()).isEqualTo(200);
    tab.fill("#password [name=old]", officer.password());
    tab.click("#password button");
    tab.awaitText("口令已修改，其他会话已结束");
    story.look("account-maritime");
    assertThat(desk.trySignIn(officer.name(), officer.password()).statusCode()).isEqualTo(401);
    assertThat(desk.trySignIn(officer.name(), fresh).statusCode()).isEqualTo(200);
    story.end();
  }

  @Test
  void aSystemAdministratorConnectsADepartmentAndSeesItsFirstEventArrive() {
    try (Peer peer = new Peer()) {
      story.signIn(desk.as(Role.SYSTEM));
      story.judge("home-system");
      tab.go("#/organisations");
      tab.click("#new-organisation");
      tab.fill("dialog [name=name]", "市交警支队数据中心");
      tab.fill("dialog [name=kind]", "POLICE");
      tab.click("dialog button:not([type])");
      tab.awaitText("市交警支队数据中心");
      story.look("organisations");
      tab.go("#/receivers");
      tab.click("#new-receiver");
      assertThat(tab.value("document.querySelectorAll('dialog option[value=SYSTEM]').length"))
          .as("nobody is told as an administrator")
          .isEqualTo(0);
      tab.fill("dialog [name=name]", "police-centre");
      tab.fill("dialog [name=address]", peer.uri().toString());
      tab.fill("dialog [name=role]", "POLICE");
      tab.fill("dialog [name=organisation]", "市交警支队数据中心");
      story.look("receiver-new");
      tab.click("dialog button:not([type])");
      tab.awaitText("whsec_");
      story.look("receiver-secret");
      tab.click("dialog button:not([type])");
      tab.awaitText("推送中");
      String id = SOURCE.commit("story").id().text();
      awaitDelivered("police-centre");
      tab.go("#/deliveries?receiver=police-centre");
      tab.awaitText("已送达");
      story.look("deliveries-story");
      assertThat(peer.ids()).containsExactly(id);
      Document kept = one("desk_receivers", new Document("_id", "police-centre"));
      assertThat(kept.getString("role")).isEqualTo("POLICE");
      assertThat(kept.toJson()).doesNotContain("whsec_");
      Document noted = one("desk_deliveries", new Document("receiver", "police-centre"));
      assertThat(noted.getString("state")).isEqualTo("DELIVERED");
      tab.go("#/users");
      tab.awaitText("本角色无权打开");
    }
    story.end();
  }

  @Test
  void aSecurityAdministratorGrantsARoleThatTheNewUserHas() {
    story.signIn(desk.as(Role.SECURITY));
    story.judge("home-security");
    tab.go("#/users");
    tab.click("#new-user");
    tab.fill("dialog [name=name]", "li.si");
    tab.fill("dialog [name=display]", "李四");
    tab.fill("dialog [name=role]", "TRANSPORT");
    tab.fill("dialog [name=organisation]", "某单位");
    tab.fill("dialog [name=county]", "姑苏区");
    tab.click("dialog button:not([type])");
    String once = shown();
    tab.awaitText("待改口令");
    story.look("users-granted");
    PageStory other = new PageStory(browser, desk);
    Tab his = other.tab();
    his.fill("#sign-in [name=name]", "li.si");
    his.fill("#sign-in [name=password]", once);
    his.click("#sign-in button");
    his.fill("#password [name=old]", once);
    his.fill("#password [name=new]", "Clear-Road-Over-Suzhou-1");
    his.fill("#password [name=again]", "Clear-Road-Over-Suzhou-1");
    his.click("#password button");
    his.awaitText("交通运输 · 姑苏区");
    his.awaitText("待维修");
    his.go("#/users");
    his.awaitText("本角色无权打开");
    Account made = desk.desk.accounts().byName("li.si").orElseThrow();
    assertThat(made.role()).isEqualTo(Role.TRANSPORT);
    assertThat(made.county()).isEqualTo("姑苏区");
    other.end();
    story.end();
  }

  @Test
  void aSecurityAdministratorGivesAProgramAKeyAndTakesItBack() {
    story.signIn(desk.as(Role.SECURITY));
    tab.go("#/keys");
    tab.click("#new-key");
    tab.fill("dialog [name=label]", "支队平台对接");
    tab.fill("dialog [name=role]", "POLICE");
    tab.fill("dialog [name=organisation]", "市交警支队");
    tab.fill("dialog [name=kind]", "BEARER");
    story.look("key-new");
    tab.click("dialog button:not([type])");
    tab.awaitThat("dialog output");
    story.look("key-once");
    String token = shown();
    assertThat(asked(token)).isEqualTo(200);
    tab.awaitText("支队平台对接");
    tab.click("keys-page tbody tr .doing button:last-child");
    tab.awaitThat("dialog button:not([type])");
    tab.click("dialog button:not([type])");
    tab.awaitText("已撤销");
    story.look("key-revoked");
    assertThat(asked(token)).isEqualTo(401);
    Document stored = one("desk_keys", new Document("label", "支队平台对接"));
    assertThat(stored.toJson()).doesNotContain(token);
    story.end();
  }

  @Test
  void anAccountIsLinkedOnTheUsersPageSignsOnAndIsUnlinked() {
    desk.user("officer.wang", Role.POLICE, null);
    provider.subject = "wang-0001";
    PageStory visitor = new PageStory(browser, desk);
    Tab his = visitor.tab();
    his.click("#sign-on");
    his.awaitText("没有对应的可用账号");
    story.signIn(desk.as(Role.SECURITY));
    link("wang-0001", "wang-0001");
    story.look("users-linked");
    his.click("#sign-on");
    his.awaitThat("home-page .tiles");
    his.awaitText("公安交管");
    visitor.judge("home-signed-on");
    assertThat(linked()).isEqualTo("wang-0001");
    link("", "—");
    assertThat(linked()).isNull();
    his.reload();
    his.awaitThat("#sign-on"); // Its session ended with the link.
    his.click("#sign-on");
    his.awaitText("没有对应的可用账号");
    visitor.look("sign-on-refused");
    assertThat(his.fetched())
        .allMatch(url -> url.startsWith(home()) || url.startsWith(provider.issuer()));
    assertThat(his.complaints()).isEmpty();
    story.end();
  }

  /** Fills the dialog of one user and waits until the row says so. */
  private void link(String subject, String said) {
    tab.go("#/home");
    tab.awaitThat("home-page .tiles");
    tab.go("#/users?size=200");
    String row =
        "[...document.querySelectorAll('users-page tbody tr')].find((r) => r.innerText.includes('officer.wang'))";
    tab.await(row);
    tab.run(row + ".querySelector('.doing button:last-child').click()");
    tab.fill("dialog [name=subject]", subject);
    if (!subject.isEmpty()) {
      story.look("user-link");
    }
    tab.click("dialog button:not([type])");
    tab.await("!document.querySelector('dialog')");
    tab.await(
        "[..."
            + row
            + ".cells].some((cell) => cell.innerText.trim() === '"
            + said
            + "'"
            + " && cell.classList.contains('mono'))");
  }

  private static @Nullable String linked() {
    return desk.desk
        .accounts()
        .byName("officer.wang")
        .orElseThrow()
        .links()
        .map(Account.Link::subject)
        .orElse(null);
  }

  @Test
  void anAuditAdministratorFindsWhoWasRefusedAndProvesTheTrailWhole() {
    TestDesk.Session suspect = desk.user("curious", Role.POLICE, null);
    assertThat(desk.get("/v1/users", suspect).statusCode()).isEqualTo(403);
    assertThat(desk.trySignIn("curious", "guess").statusCode()).isEqualTo(401);
    story.signIn(desk.as(Role.AUDIT));
    tab.awaitText("审计记录");
    story.judge("home-audit");
    tab.go("#/audit");
    tab.fill("audit-page [name=actor]", "curious");
    tab.run("await document.querySelector('audit-page').load()");
    assertThat(tab.value("document.querySelector('audit-page [name=actor]').value"))
        .as("rows that arrive do not take away what is being typed")
        .isEqualTo("curious");
    tab.click("audit-page .query button");
    tab.await(rowsOnly(1, "curious"));
    tab.awaitText("越权访问");
    story.look("audit-filtered");
    List<Document> stored =
        desk.database
            .getCollection("desk_audit")
            .find(new Document("actor", "curious"))
            .into(new ArrayList<>());
    assertThat(tab.value("document.querySelectorAll('audit-page tbody tr').length"))
        .isEqualTo(stored.size());
    String file = exported();
    assertThat(file.lines().filter(line -> line.contains("curious")).count())
        .isEqualTo(stored.size());
    assertThat(file).contains("越权访问", "拒绝").doesNotContain("审计管理员");
    tab.printed("audit-print");
    tab.fill("audit-page [name=act]", "PASSWORD_CHANGED");
    tab.click("audit-page .query button");
    tab.await(
        "document.querySelectorAll('audit-page tbody tr').length === "
            + stored.stream().filter(r -> r.getString("act").equals("PASSWORD_CHANGED")).count());
    tab.fill("audit-page [name=actor]", "nobody.here");
    tab.click("audit-page .query button");
    tab.awaitText("没有符合条件的记录");
    tab.click("#verify");
    tab.awaitText("完好");
    tab.await("document.querySelector('main .notice.good')");
    story.look("audit-verified");
    tab.go("#/users");
    tab.awaitText("本角色无权打开");
    assertThat(one("desk_audit", new Document("act", "AUDIT_VERIFIED")).getString("reason"))
        .isEqualTo("intact");
    assertThat(
            desk.database
                .getCollection("desk_audit")
                .countDocuments(new Document("act", "AUDIT_READ")))
        .as("reading is recorded, too")
        .isGreaterThanOrEqualTo(3);
    story.end();
  }

  /** The file behind the first of the page's links, as its filter stands. */
  private String exported() {
    desk.now.updateAndGet(
        time -> time.plusSeconds(1)); // What is recorded this moment is not in it.
    return (String)
        tab.value(
            """
            fetch(document.querySelector("audit-page a[download]").href, {headers: {"Accept-Language": "zh-CN"}})
              .then((answer) => answer.text())\
            """);
  }

  private static String rowsOnly(int least, String actor) {
    return "(() => { const rows = [...document.querySelectorAll('audit-page tbody tr')]; return rows.length >= "
        + least
        + " && rows.every((row) => row.innerText.includes('"
        + actor
        + "')); })()";
  }

  /** Takes what a dialog shows once, and closes it. */
  private String shown() {
    tab.awaitThat("dialog output");
    String text = (String) tab.value("document.querySelector('dialog output').textContent");
    tab.click("dialog button");
    tab.await("!document.querySelector('dialog')");
    return text;
  }

  private static int asked(String token) {
    HttpRequest.Builder request =
        desk.request("GET", "/v1/cases?limit=1", null).header("Authorization", "Bearer " + token);
    HttpResponse<String> answer = desk.send(request);
    return answer.statusCode();
  }

  private static long sessions(String name) {
    String id = desk.desk.accounts().byName(name).orElseThrow().id();
    return desk.database.getCollection("desk_sessions").countDocuments(new Document("user", id));
  }

  private static Document one(String collection, Document filter) {
    return Objects.requireNonNull(desk.database.getCollection(collection).find(filter).first());
  }

  private static void awaitDelivered(String receiver) {
    Document good = new Document("receiver", receiver).append("state", "DELIVERED");
    long end = System.nanoTime() + TestDesk.DEADLINE.toNanos();
    while (desk.database.getCollection("desk_deliveries").find(good).first() == null) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  private static String home() {
    return "http://127.0.0.1:" + desk.port + "/";
  }
}
