package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lantian.desk.access.Account;
import lantian.desk.access.Role;
import lantian.desk.delivery.Peer;
import lantian.desk.job.JobSamples;
import lantian.desk.lists.HandoverList;
import lantian.desk.lists.ListBook;
import lantian.desk.lists.ListKind;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.read.Place;
import lantian.obd.read.Quarantined;
import lantian.proto.Vin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people do in a browser, from sign-in to result, in a real one. */
class PagesIT {
  /** Bytes of the first screen as they go over the wire, at most. */
  private static final long FIRST_SCREEN = 400 << 10;

  private static final VehicleFacts BUILT =
      new VehicleFacts(
          "VI",
          "DIESEL",
          2100.0,
          353.0,
          25000.0,
          30.5,
          60.0,
          "晨星CX1250Y001",
          LocalDate.of(2026, 12, 31));

  private static TestDesk desk;
  private static Chromium browser;
  private PageStory story;
  private Tab tab;

  @BeforeAll
  static void start() {
    desk = new TestDesk();
    desk.file(TestDesk.VIN, TestDesk.FILED, TestDesk.PLATE, "姑苏区", TestDesk.MAKER, BUILT);
    desk.file(TestDesk.OTHER, "苏E3M208", "苏州工业园区", "一家名字特别特别长的车载终端制造与远程监控技术服务股份有限公司苏州分公司");
    desk.obd.truck(TestDesk.VIN, 1);
    desk.obd.truck(TestDesk.OTHER, 2);
    desk.obd.share(TestDesk.VIN, TestDesk.OTHER);
    for (int i = 0; i < 10_000; i++) {
      double east = 105 + i % 100 / 80.0;
      int row = i / 100;
      double north = 35 + row / 160.0;
      Instant at = FakeObd.NOON.plusSeconds(3600 - i % 200);
      Vin vin = new Vin("LSZNJ01A9J1%06d".formatted(i));
      desk.obd.places.add(new Place(vin, at, east, north, i % 3 * 30.0));
    }
    for (int i = 0; i < 150; i++) {
      desk.obd.quarantine.add(
          new Quarantined("%030x".formatted(i + 1), TestDesk.VIN, FakeObd.NOON, "NO_KEY", i));
    }
    browser = new Chromium();
  }

  @AfterAll
  static void stop() {
    browser.close();
    desk.close();
  }

  @BeforeEach
  void open() {
    story = new PageStory(browser, desk);
    tab = story.tab();
  }

  @AfterEach
  void nothingElseWasAskedAndNothingComplained() {
    story.end();
  }

  private void signIn(Role role) {
    story.signIn(desk.as(role));
  }

  private void judge(String name) {
    story.judge(name);
  }

  @Test
  void theFirstScreenIsSmallAndComesFromHereOnly() {
    signIn(Role.ECOLOGY);
    tab.awaitText("最新线索");
    assertThat(tab.received()).isBetween(10_000L, FIRST_SCREEN);
    assertThat(tab.fetched()).noneMatch(url -> url.contains("/ol.js"));
  }

  @Test
  void aFinishedExportIsFetchedFromTheJobs() {
    Account officer = desk.desk.accounts().byName(desk.as(Role.ECOLOGY).name()).orElseThrow();
    String id = "%032x".formatted(77);
    JobSamples.done(desk.database, id, officer);
    signIn(Role.ECOLOGY);
    tab.go("#/jobs");
    tab.awaitText("案件_全市.csv");
    tab.awaitText("已完成");
    tab.await(
        "document.querySelector('jobs-page td.doing a')?.getAttribute('href') === '/v1/jobs/"
            + id
            + "/file'");
    judge("jobs");
    tab.go("#/cases");
    tab.awaitThat(".tools a[href^='/v1/cases/export?format=geojson']");
  }

  @Test
  void anOfficerHasAListMadeEachWeekAndEndsIt() {
    story.signIn(desk.user("weekly", Role.POLICE, null));
    tab.go("#/jobs");
    tab.awaitText("还没有定时报表");
    judge("reports-none");
    tab.go("#/findings?verified=true");
    tab.click("#schedule");
    tab.fill("dialog [name=name]", "每周可信线索，名字特别特别长，供支队与各大队周一例会核对使用，请勿外传");
    tab.fill("dialog [name=kind]", "WEEKLY");
    tab.fill("dialog [name=day]", "3");
    tab.fill("dialog [name=at]", "07:30");
    judge("report-new");
    tab.click("dialog button:not([type])");
    tab.awaitText("已建立定时报表");
    tab.go("#/jobs");
    tab.awaitText("每周三 07:30");
    judge("reports");
    tab.click("table.reports .doing button");
    tab.awaitText("已暂停");
    tab.click("table.reports .doing button:last-child");
    tab.click("dialog button:not([type])");
    tab.awaitText("还没有定时报表");
  }

  @Test
  void aNewUserChangesTheOneTimePasswordAndLandsAtHome() {
    String once =
        desk.desk
            .accounts()
            .create(new lantian.desk.access.NewAccount("newcomer", "新人", Role.POLICE, null, null));
    tab.awaitThat("#sign-in");
    judge("sign-in");
    tab.fill("#sign-in [name=name]", "newcomer");
    tab.fill("#sign-in [name=password]", "wrong");
    tab.click("#sign-in button");
    tab.awaitThat("[role=alert]");
    tab.fill("#sign-in [name=password]", once);
    tab.click("#sign-in button");
    tab.awaitThat("#password");
    judge("password");
    tab.fill("#password [name=old]", once);
    tab.fill("#password [name=new]", "Blue-Sky-Over-Suzhou-1");
    tab.fill("#password [name=again]", "Blue-Sky-Over-Suzhou-2");
    tab.click("#password button");
    tab.awaitText("两次输入的新口令不一致");
    tab.fill("#password [name=again]", "Blue-Sky-Over-Suzhou-1");
    tab.click("#password button");
    tab.awaitText("最新线索");
    tab.click("#sign-out");
    tab.awaitThat("#sign-in");
  }

  @Test
  void anOfficerGoesFromHomeToTheEvidenceByKeyboard() {
    signIn(Role.ECOLOGY);
    tab.awaitText("最新线索");
    judge("home");
    tab.go("#/findings");
    tab.await("document.querySelectorAll('findings-page tbody tr').length === 2");
    judge("findings");
    assertThat((String) tab.value("document.body.innerText")).doesNotContain(TestDesk.PLATE);
    tab.run("document.querySelector('tbody tr').focus()");
    tab.press("j");
    tab.await("document.activeElement === document.querySelectorAll('tbody tr')[1]");
    tab.press("Enter");
    tab.awaitThat("finding-page .facts");
    tab.await("document.querySelector('curve-charts').dataset.drawn === '5'");
    judge("finding");
  }

  @Test
  void theAddressHoldsTheFilterAndNoPlate() {
    signIn(Role.POLICE);
    tab.go("#/findings");
    tab.awaitThat("findings-page [name=filter]");
    tab.fill("[name=filter]", TestDesk.PLATE);
    tab.fill("[name=purpose]", "PENALTY");
    tab.click(".query button");
    tab.await("document.querySelectorAll('tbody tr').length === 1");
    tab.awaitText(TestDesk.PLATE);
    String address = (String) tab.value("decodeURIComponent(location.href)");
    assertThat(address).contains("filter=", "personal=full").doesNotContain(TestDesk.PLATE);
    tab.reload();
    tab.await("document.querySelectorAll('findings-page tbody tr').length === 1");
    assertThat((String) tab.value("document.querySelector('a[download]').href"))
        .contains("filter=", "purpose=PENALTY");
    tab.printed("findings-print");
    tab.click(".query [type=reset]");
    tab.await("document.querySelectorAll('tbody tr').length === 2");
  }

  @Test
  void anEmptyListAndAFailingOneSayWhatToDo() {
    signIn(Role.ECOLOGY);
    tab.go("#/findings?state=WITHDRAWN");
    tab.awaitText("没有符合条件的记录");
    judge("empty");
    tab.go("#/findings?from=2020-01-01T00:00&to=2026-01-01T00:00");
    tab.awaitThat(".blank.fault button");
    judge("fault");
    tab.go("#/users");
    tab.awaitText("无权打开");
  }

  @Test
  void englishIsOneClickAway() {
    signIn(Role.TRANSPORT);
    tab.go("#/findings?state=CLOSED");
    tab.awaitThat("findings-page tbody tr");
    tab.click("header button.plain");
    tab.awaitText("Findings");
    tab.await("document.querySelectorAll('findings-page tbody tr').length === 2");
    assertThat(tab.value("document.documentElement.lang")).isEqualTo("en");
    assertThat(tab.value("location.hash")).isEqualTo("#/findings?state=CLOSED");
    judge("english");
  }

  @Test
  void theVehicleFileMarksTheTimeOfTheFinding() {
    signIn(Role.ECOLOGY);
    tab.go("#/vehicles");
    tab.await("document.querySelectorAll('vehicles-page tbody tr').length === 2");
    tab.click("tbody tr .doing button");
    tab.awaitText("报文全部被隔离");
    judge("vehicles");
    tab.go("#/findings");
    tab.click("findings-page tbody tr .doing a:last-child");
    tab.await("document.querySelector('vehicle-page curve-charts')?.dataset.drawn === '5'");
    assertThat(tab.value("document.querySelector('[name=from]').value"))
        .isEqualTo("2026-11-20T11:31");
    // Its own finding only, though there are two.
    assertThat(tab.value("document.querySelector('curve-charts').marks.length")).isEqualTo(1);
    // The shaded time of the finding has a colour, and the time before it has none.
    assertThat(tab.value(SHADED.formatted("11:55"))).isEqualTo(false);
    assertThat(tab.value(SHADED.formatted("12:02"))).isEqualTo(true);
    judge("vehicle");
    tab.awaitText("晨星CX1250Y001");
    tab.awaitText("2026-12-31");
    for (int[] size : new int[][] {{1920, 1080}, {1366, 768}}) {
      tab.size(size[0], size[1]);
      tab.run("document.querySelector('#entries').scrollIntoView({block: 'end'})");
      tab.picture("vehicle-filed-" + size[0]);
    }
    tab.click("vehicle-page form button[type=button]");
    tab.await("location.hash.includes('from=')");
  }

  /** Whether the first picture is shaded just above its floor at a time of that day. */
  private static final String SHADED =
      """
      (() => {
        const plot = document.querySelector("curve-charts").plots[0];
        const x = Math.round(plot.valToPos(Date.parse("2026-11-20T%s:00+08:00") / 1000, "x", true)) + 3;
        const {left, top, width, height} = plot.bbox;
        const [red, green, blue, alpha] = plot.ctx.getImageData(x, Math.round(top + height * 0.30), 1, 1).data;
        return alpha > 0 && red > blue + 20;
      })()\
      """;

  @Test
  void qualityPagesShowWhatWasNotTaken() {
    signIn(Role.ECOLOGY);
    tab.go("#/terminals");
    tab.await("document.querySelectorAll('terminals-page tbody tr').length === 2");
    judge("terminals");
    tab.click("tbody tr .doing a");
    tab.awaitThat("frames-page tbody tr");
    judge("frames");
    tab.go("#/quarantine");
    tab.awaitThat("quarantine-page meter");
    tab.awaitText("时间无效");
    judge("quarantine");
    tab.click("#next");
    tab.awaitText("第 2 页");
    tab.run("document.querySelector('tbody tr').focus()");
    tab.press("n");
    tab.awaitText("第 3 页");
    tab.press("p");
    tab.awaitText("第 2 页");
    tab.fill(".pages select", "200");
    tab.await("document.querySelectorAll('tbody tr').length === 152");
    assertThat((String) tab.value("location.hash")).contains("size=200");
    tab.go("#/quarantine?reason=BAD_TIME");
    tab.await("document.querySelectorAll('tbody tr').length === 2");
    tab.go("#/conflicts");
    tab.await("document.querySelectorAll('conflicts-page tbody tr').length === 2");
    judge("conflicts");
  }

  @Test
  void dataQualityIsShownByMakerByVehicleAndBySecond() {
    signIn(Role.ECOLOGY);
    tab.go("#/quality");
    tab.awaitThat("quality-page tbody tr");
    tab.awaitText("联网率");
    tab.awaitText("90%");
    judge("quality");
    tab.go("#/quality?by=VEHICLE");
    tab.await("document.querySelectorAll('quality-page tbody tr').length === 2");
    judge("quality-vehicles");
    tab.click("tbody tr .doing a");
    tab.awaitThat("gaps-page tbody tr");
    tab.awaitText("缺失");
    judge("gaps");
  }

  @Test
  void identifiersOfSeveralVehiclesAreListed() {
    signIn(Role.ECOLOGY);
    tab.go("#/shared");
    tab.await("document.querySelectorAll('shared-page tbody tr').length === 2");
    tab.awaitText("同期");
    judge("shared");
    tab.click("shared-page tbody td a");
    tab.awaitThat("vehicle-page");
  }

  @Test
  void aSecurityAdministratorMakesAUserAndShutsHimOutAgain() {
    signIn(Role.SECURITY);
    tab.go("#/users");
    tab.click("#new-user");
    tab.fill("dialog [name=name]", "zhang.san");
    tab.fill("dialog [name=display]", "张三");
    tab.fill("dialog [name=role]", "POLICE");
    judge("new-user");
    tab.click("dialog button:not([type])");
    tab.awaitThat("dialog output");
    assertThat((String) tab.value("document.querySelector('dialog output').textContent"))
        .hasSizeGreaterThan(11);
    tab.click("dialog button");
    tab.awaitText("张三");
    String row =
        "[...document.querySelectorAll('tbody tr')].find((r) => r.innerText.includes('张三'))";
    tab.run(row + ".querySelector('.doing button').click()");
    tab.click("dialog button:not([type])");
    tab.await(row + ".innerText.includes('已停用')");
    judge("users");
    tab.go("#/keys");
    tab.awaitText("还没有记录");
    judge("keys");
  }

  @Test
  void anAuditorReadsTheTrailAndVerifiesIt() {
    signIn(Role.AUDIT);
    tab.go("#/audit?act=SIGN_IN");
    tab.awaitThat("audit-page tbody tr");
    tab.click("#verify");
    tab.awaitText("完好");
    judge("audit");
  }

  @Test
  void aSystemAdministratorSeesLightsAndHisOwnSessions() {
    signIn(Role.SYSTEM);
    tab.go("#/system");
    tab.awaitText("数据库可写");
    judge("system");
    tab.go("#/account");
    tab.awaitText("当前");
    judge("account");
  }

  @Test
  void theMapShowsVehiclesWithoutNamingThemUnlessAPurposeIsGiven() {
    signIn(Role.ECOLOGY);
    tab.go("#/map?at=120.62,31.31,13");
    tab.await("document.querySelector('map-page').dataset.drawn === '2'");
    tab.awaitThat("#map canvas");
    assertThat((String) tab.value("JSON.stringify(document.querySelector('map-page').shown)"))
        .contains("[null,null]")
        .contains("31.31,31.31");
    judge("map");
    tab.fill("[name=filter]", TestDesk.PLATE);
    tab.fill("[name=purpose]", "REVIEW");
    tab.click("map-page form button");
    tab.await("document.querySelector('map-page').shown?.lat[0] === 31.31234");
    tab.awaitText(TestDesk.PLATE);
    tab.click("map-page .queue button");
    tab.awaitThat("map-page section .facts");
    judge("map-full");
  }

  @Test
  void theMapFollowsWhatMovesAndSaysWhenItOnlyAsks() {
    TestDesk.Session officer = desk.user("watcher", Role.POLICE, null);
    story.signIn(officer);
    String map = "#/map?at=120.62,31.31,12&personal=full&purpose=REVIEW";
    tab.go(map);
    tab.awaitThat("#live[data-state=live]");
    tab.await("document.querySelector('map-page').shown.lon[0] === 120.62234");
    Place before = desk.obd.places.getFirst();
    desk.obd.places.set(0, new Place(before.vin(), before.collected(), 120.65, 31.32, 41.5));
    tab.await("document.querySelector('map-page').shown.lon[0] === 120.65");
    assertThat(tab.value("document.querySelector('map-page').dataset.heard")).isEqualTo("change");
    desk.obd.places.set(0, before);
    tab.await("document.querySelector('map-page').shown.lon[0] === 120.62234");
    tab.go("#/home");
    tab.awaitThat("home-page .tiles");
    String stream = "/v1/positions/stream?box=1,1,2,2";
    List<EventReader> others = new ArrayList<>();
    try {
      for (int i = 0; i < DeskSettings.defaults().live().perAccount(); i++) {
        others.add(EventReader.openWhenThereIsRoom(desk, stream, officer));
      }
      tab.go(map);
      tab.awaitThat("#live[data-state=polling]");
      tab.await("document.querySelector('map-page').dataset.drawn === '2'");
      judge("map-polling");
      others.removeFirst().close();
      tab.awaitThat("#live[data-state=live]");
    } finally {
      others.forEach(EventReader::close);
    }
  }

  @Test
  void aLeadImportsAFenceAndSeesWhoIsInside() {
    signIn(Role.ECOLOGY_LEAD);
    tab.go("#/map?at=120.62,31.31,12");
    tab.awaitThat(".fences");
    JsonObject bare = FencesIT.square("", 120.61, 31.3, 0.015);
    bare.put("properties", new JsonObject());
    tab.run(
        """
        const files = new DataTransfer();
        files.items.add(new File([JSON.stringify(%s)], "一个名字特别特别长的国三国四柴油货车低排放控制区及其周边道路范围.geojson"));
        const field = document.querySelector(".fences input[type=file]");
        field.files = files.files;
        field.dispatchEvent(new Event("change"));
        """
            .formatted(bare.encode()));
    tab.fill("dialog [name=kind]", "LOW_EMISSION");
    tab.fill("dialog [name=from]", "2026-11-01");
    judge("map-fence-import");
    tab.click("dialog button:not([type])");
    tab.awaitThat(".fences li button[aria-pressed=false]");
    tab.click(".fences li button[aria-pressed]");
    tab.awaitText("请先选择查看目的");
    tab.fill("[name=purpose]", "REVIEW");
    tab.click("map-page form button");
    tab.await("document.querySelector('map-page').dataset.drawn === '1'");
    tab.awaitThat("map-page aside > .queue li");
    judge("map-fence");
    tab.click(".fences li button.link");
    tab.click("dialog button:not([type])");
    tab.await("!document.querySelector('.fences li button.link')");
  }

  @Test
  void tenThousandVehiclesAreDrawnWithinASecond() {
    signIn(Role.ECOLOGY);
    tab.go("#/map?at=105.6,35.3,9");
    tab.await("document.querySelector('map-page').dataset.drawn === '10000'");
    double before = tab.busy();
    tab.run(
        """
        const page = document.querySelector("map-page");
        page.map.show(page.shown);
        page.map.whole();
        """);
    double seconds = tab.busy() - before;
    tab.picture("map-10000");
    assertThat(seconds).isBetween(0.001, 1.0);
  }

  @Test
  void thePoliceReceiveAListAndAnswerItByHandAndByFile() {
    HandoverList list =
        ((ListBook.Change.Done)
                desk.desk
                    .lists()
                    .issue(
                        ListKind.VIOLATIONS,
                        "姑苏区",
                        "ecology",
                        List.of(row("case-1", TestDesk.PLATE), row("case-2", "苏E88888")),
                        null))
            .list();
    signIn(Role.POLICE);
    tab.awaitText("待签收清单");
    tab.go("#/lists");
    tab.awaitText(list.number());
    judge("lists");
    tab.go("#/handover/" + list.number());
    tab.click("#receive");
    tab.awaitText(list.hash());
    tab.click("dialog button:not([type])");
    tab.awaitText("已签收");
    tab.click("handover-page tbody input");
    tab.click("#answer");
    tab.fill("dialog [name=result]", "PENALISED");
    tab.fill("dialog [name=reference]", "决字1号");
    tab.click("dialog button:not([type])");
    tab.awaitText("该行缺违法代码");
    tab.click("handover-page tbody input");
    tab.click("#answer");
    tab.fill("dialog [name=result]", "PENALISED");
    tab.fill("dialog [name=reference]", "决字1号");
    tab.fill("dialog [name=code]", "6063");
    tab.click("dialog button:not([type])");
    tab.awaitText("接收 1 行");
    // The department's own file, in the code page of its office programs: one row taken, one
    // explained.
    tab.run(
        """
        const bytes = Uint8Array.from(atob("%s"), (letter) => letter.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], "结果.csv"));
        const field = document.querySelector("input[type=file]");
        field.files = files.files;
        field.dispatchEvent(new Event("change"));
        """
            .formatted(
                Base64.getEncoder()
                    .encodeToString(
                        "号牌号码,办理结果,决定书编号,原因\r\n苏E88888,不予处罚,,\"首次, 轻微\"\r\n苏E00000,已处罚,决2,\r\n"
                            .getBytes(Charset.forName("GB18030")))));
    tab.awaitText("接收 1 行，未变 0 行，拒绝 1 行");
    tab.awaitText("首次, 轻微");
    tab.awaitText("未接收的行");
    judge("handover");
  }

  private static HandoverList.NewRow row(String id, String plate) {
    return new HandoverList.NewRow(
        id, new TreeMap<>(Map.of("plate", plate, "colour", "YELLOW", "measured", "812.4")));
  }

  @Test
  void aLeadSeesWhatARuleSetChangesAndActivatesIt() {
    JsonObject set = new JsonObject(RuleFile.text()).put("id", "OBD-2").put("from", "2026-11-30");
    set.getJsonObject("rules")
        .getJsonObject("OBD-NOX-LASTING")
        .getJsonObject("limits")
        .getJsonObject("warmUpSeconds")
        .put("value", 240);
    JsonObject wanted =
        new JsonObject().put("room", "obd").put("set", set).put("reason", "依据传感器实测");
    TestDesk.Session reviewer = desk.as(Role.ECOLOGY);
    desk.ok(desk.send(desk.request("POST", "/v1/rule-sets", reviewer).POST(TestDesk.json(wanted))));
    signIn(Role.ECOLOGY_LEAD);
    tab.go("#/rules");
    tab.awaitText("待启用");
    judge("rules");
    tab.go("#/rule/OBD-2");
    tab.awaitText("依据传感器实测");
    tab.awaitText("300");
    judge("rule");
    tab.click(".head button:not(.quiet)");
    tab.fill("dialog textarea", "与文件核对一致");
    tab.click("dialog button:not([type])");
    tab.awaitText("与文件核对一致");
    tab.awaitText("已启用");
  }

  @Test
  void aSystemAdministratorSeesDeliveries() {
    signIn(Role.SYSTEM);
    tab.go("#/deliveries");
    tab.awaitText("没有符合条件的记录");
    judge("deliveries");
  }

  @Test
  void aSystemAdministratorKeepsAReceiver() {
    try (Peer peer = new Peer()) {
      signIn(Role.SYSTEM);
      tab.go("#/receivers");
      tab.awaitThat("#new-receiver");
      tab.click("#new-receiver");
      tab.fill("dialog [name=name]", "police-gateway");
      tab.fill("dialog [name=address]", "ftp://example.com");
      tab.fill("dialog [name=role]", "POLICE");
      tab.click("dialog button:not([type])");
      tab.awaitText("地址须为 https");
      tab.click("#new-receiver");
      tab.fill("dialog [name=name]", "police-gateway");
      tab.fill("dialog [name=address]", peer.uri().toString());
      tab.fill("dialog [name=role]", "POLICE");
      tab.click("dialog button:not([type])");
      tab.awaitText("whsec_");
      tab.click("dialog button:not([type])");
      tab.awaitText("推送中");
      judge("receivers");
      tab.click("tbody tr .doing button");
      tab.awaitText("试推送成功");
    }
  }

  @Test
  void aTerminalMakerSeesWhatBecameOfItsPackets() {
    signIn(Role.INTEGRATOR);
    tab.awaitText("备案终端");
    tab.go("#/terminals");
    tab.await("document.querySelectorAll('terminals-page tbody tr').length === 1");
    tab.fill("[name=purpose]", "SUPPORT");
    tab.click(".query button");
    tab.awaitText(TestDesk.PLATE);
    tab.click("tbody tr .doing a");
    tab.awaitText("已入库");
    judge("maker-frames");
    assertThat((String) tab.value("document.querySelector('nav').innerText"))
        .doesNotContain("案件")
        .doesNotContain("用户");
  }
}
