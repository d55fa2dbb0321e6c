package lantian.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import lantian.desk.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cases in a browser: two reviewers, the police, and whoever comes too late. */
class CasePagesIT {
  private static CaseDesk cases;
  private static Chromium browser;
  private PageStory story;
  private Tab tab;

  @BeforeAll
  static void start() {
    cases = new CaseDesk();
    browser = new Chromium();
  }

  @AfterAll
  static void stop() {
    browser.close();
    cases.close();
  }

  @BeforeEach
  void open() {
    story = new PageStory(browser, cases.desk);
    tab = story.tab();
  }

  @AfterEach
  void nothingElseWasAskedAndNothingComplained() {
    story.end();
  }

  @Test
  void aReviewerPassesOneAndDismissesAnotherByKeyboard() {
    List<String> both = List.of(cases.candidate(), cases.candidate());
    story.signIn(cases.first);
    story.judge("home-cases");
    tab.go("#/review");
    tab.await("document.querySelectorAll('.queue li').length === 2");
    tab.await("document.querySelector('curve-charts')?.dataset.drawn === '5'");
    story.judge("review");
    tab.press("j");
    tab.await("document.querySelectorAll('.queue a')[1].getAttribute('aria-current') === 'true'");
    tab.press("x");
    tab.awaitThat("dialog textarea");
    tab.fill("dialog textarea", "传感器故障期间的数据");
    story.judge("review-dismiss");
    tab.click("dialog button:not([type])");
    tab.await("document.querySelectorAll('.queue li').length === 1");
    tab.awaitText("已办理");
    tab.press("Enter");
    tab.awaitThat("dialog textarea");
    tab.click("dialog button:not([type])");
    tab.awaitText("初审通过");
    // It waits for somebody else now: the first reviewer may not confirm.
    tab.awaitThat(".ticks .shut");
    tab.await("document.querySelector('#move-confirm')?.disabled");
    assertThat(both.stream().map(at -> CaseDesk.state(cases.get(at, cases.first), "main")))
        .containsExactlyInAnyOrder("dismissed", "reviewed");
  }

  @Test
  void thePoliceReceiveAndEnterAViolation() {
    String at = cases.confirmed();
    cases.ok(cases.first, at, "refer");
    story.signIn(cases.police);
    tab.awaitText("待签收");
    tab.go("#/cases?state=referred");
    tab.click("cases-page tbody input[type=checkbox]");
    story.judge("cases");
    tab.click(".tools button:not([disabled])");
    tab.fill("dialog textarea", "材料齐全");
    tab.click("dialog button:not([type])");
    tab.awaitText("完成 1 件");
    tab.go("#/case/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitThat("#move-enter");
    tab.awaitText("已签收");
    story.judge("case");
    tab.click("#move-enter");
    tab.fill("dialog [name=code]", "6063");
    tab.fill("dialog [name=number]", "苏公交决字〔2026〕第 1 号");
    tab.fill("dialog textarea", "录入违法");
    tab.click("dialog button:not([type])");
    tab.awaitText("苏公交决字〔2026〕第 1 号");
    assertThat(CaseDesk.state(cases.get(at, cases.police), "penalty")).isEqualTo("entered");
    tab.click("#tell-owner");
    tab.awaitThat("#notice p");
    story.judge("case-notice");
    tab.printed("case-print");
  }

  /** Pictures that say what they are: drawn here, of no vehicle there is. */
  @Test
  void aReviewerSeesThePicturesOfACaseOnceHeSaysWhatFor() throws Exception {
    String at = cases.candidate();
    picture(at, "scene");
    picture(at, "plate");
    story.signIn(cases.first);
    tab.go("#/review/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitThat("#pictures");
    assertThat(tab.value("document.querySelectorAll('.pictures img').length")).isEqualTo(0);
    tab.click("#pictures");
    tab.fill("dialog [name=purpose]", "REVIEW");
    tab.click("dialog button:not([type])");
    tab.await(
        "[...document.querySelectorAll('.pictures img')].filter(i => i.naturalWidth === 1280).length === 2");
    story.judge("review-pictures");
  }

  /** By keyboard from a masked case to a corrected one: the purpose, the plate, why. */
  @Test
  void aReviewerCorrectsAPlateByKeyboardAndTakesItBack() throws Exception {
    String at = cases.candidate();
    picture(at, "plate");
    String seen = "苏E%05d".formatted(cases.numberOf(at) + 80_000);
    story.signIn(cases.first);
    tab.go("#/review/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitThat("#correct-plate");
    tab.awaitText("E 更正号牌");
    tab.press("e");
    tab.fill("dialog [name=purpose]", "REVIEW");
    confirmByKeyboard();
    tab.awaitThat("dialog [name=plateColour]");
    assertThat(tab.value("document.querySelector('dialog [name=plate]').value"))
        .isEqualTo("苏E%05d".formatted(cases.numberOf(at)));
    assertThat(tab.value("document.querySelector('dialog [name=plateColour]').value"))
        .isEqualTo("YELLOW");
    story.judge("review-plate-dialog");
    // The contract's answer in words, where the plate is none.
    tab.fill("dialog [name=plate]", "苏E·12");
    tab.fill("dialog textarea", "第四位为8，见号牌照片");
    tab.click("dialog button:not([type])");
    tab.awaitText("不含空格和间隔号");
    tab.run("document.activeElement.blur()");
    tab.press("e");
    tab.fill("dialog [name=purpose]", "REVIEW");
    tab.click("dialog button:not([type])");
    tab.fill("dialog [name=plate]", seen.toLowerCase(Locale.ROOT));
    tab.fill("dialog textarea", "第四位为8，见号牌照片");
    confirmByKeyboard();
    tab.awaitText("号牌已更正");
    tab.awaitText("更正备案登记");
    tab.awaitThat(".ticks .shut");
    assertThat((String) tab.value("document.querySelector('.review section').innerText"))
        .contains("原读", "更正后", "第四位为8，见号牌照片")
        .doesNotContain(seen);
    story.judge("review-plate");
    tab.go("#/case/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitText("更正后");
    tab.awaitText("原读号牌颜色");
    tab.awaitText("更正备案登记");
    story.judge("case-plate");
    tab.go("#/review/" + at.substring(at.lastIndexOf('/') + 1));
    tab.click("#take-back-plate");
    tab.fill("dialog textarea", "照片为他车");
    tab.click("dialog button:not([type])");
    tab.awaitText("号牌更正已撤回");
    tab.await("!document.querySelector('#take-back-plate')");
    tab.awaitText("更正已撤回");
    tab.await("!document.body.innerText.includes('更正备案登记')");
  }

  /** From the last field past the button that closes. */
  private void confirmByKeyboard() {
    tab.press("Tab");
    tab.press("Tab");
    tab.press("Enter");
  }

  private static void picture(String at, String role) throws Exception {
    BufferedImage image = new BufferedImage(1280, 720, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.fillRect(0, 0, 1280, 720);
    pen.setColor(Color.DARK_GRAY);
    pen.drawString("FIXTURE " + role, 40, 60);
    pen.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    cases.desk.ok(
        cases.desk.send(
            cases
                .desk
                .request("POST", at + "/evidence?type=image/png&role=" + role, cases.first)
                .setHeader("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(png.toByteArray()))));
  }

  @Test
  void anOfficerAddsAFileAndFindsTheEvidence() {
    String at = cases.confirmed();
    story.signIn(cases.first);
    tab.go("#/case/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitThat("#evidence-sheet");
    tab.await("document.querySelectorAll('#evidence tbody tr').length === 1");
    tab.run(
        """
        (() => {
          const chosen = new DataTransfer();
          chosen.items.add(new File([new Uint8Array([255, 216, 255, 1])], "a.jpg", {type: "image/jpeg"}));
          document.querySelector('#evidence-add [name=file]').files = chosen.files;
        })()\
        """);
    tab.click("#evidence-add button");
    tab.awaitText("已补充证据文件");
    tab.await("document.querySelectorAll('#evidence tbody tr').length === 2");
    tab.awaitText("现场照片 · image/jpeg");
    tab.run("document.querySelector('#evidence').scrollIntoView()");
    story.judge("case-evidence");
    tab.click("#evidence-pack");
    tab.awaitThat("dialog select[name=purpose]");
    story.judge("case-evidence-purpose");
    tab.click("dialog button.quiet");
    String sheet = "document.querySelector('#evidence-sheet').getAttribute('href')";
    tab.await(sheet + " === '" + at + "/sheet'");
  }

  @Test
  void anEcologyOfficerIssuesAListThatThePoliceFind() {
    String at = cases.confirmed();
    cases.ok(cases.first, at, "refer");
    story.signIn(cases.first);
    tab.go("#/cases?state=referred");
    tab.awaitThat("cases-page tbody tr");
    tab.click("cases-page thead input[type=checkbox]");
    tab.awaitText("已选");
    tab.run(
        "[...document.querySelectorAll('.tools button')].find((b) => b.innerText === '生成违法清单').click()");
    tab.click("dialog button:not([type])");
    tab.awaitText("已生成清单 WF-");
    assertThat(cases.get("/v1/lists", cases.police).getJsonArray("rows")).hasSize(1);
  }

  @Test
  void whoeverIsTooLateIsToldWhatHappenedAndWhatIsPossibleNow() {
    String at = cases.confirmed();
    story.signIn(cases.first);
    tab.go("#/case/" + at.substring(at.lastIndexOf('/') + 1));
    tab.awaitThat("#move-refer");
    cases.ok(cases.second, at, "refer");
    tab.click("#move-refer");
    tab.fill("dialog textarea", "移送");
    tab.click("dialog button:not([type])");
    tab.awaitText("数据已被修改");
    tab.awaitText("现在可办理");
    tab.awaitText("已移送");
    story.judge("case-too-late");
  }

  @Test
  void aTransportOfficerSeesWhatIsToBeRepaired() {
    String at = cases.received();
    cases.ok(cases.police, at, "orderRepair");
    story.signIn(cases.desk.as(Role.TRANSPORT));
    tab.awaitText("待维修");
    tab.click("a.tile[href*='repair=ordered']");
    tab.awaitThat("cases-page tbody tr");
    tab.run("document.querySelector('tbody tr').focus()");
    tab.press("Enter");
    tab.awaitThat("#move-recordRepair");
    story.judge("case-transport");
    tab.click("#move-urge");
    tab.fill("dialog textarea", "期限将到，请车主尽快送修");
    tab.click("dialog button:not([type])");
    tab.awaitText("期限将到，请车主尽快送修");
    assertThat(cases.get(at, cases.first).getJsonArray("events").encode())
        .contains("\"move\":\"urge\"");
  }

  private void repair() {
    tab.fill("dialog [name=workshop]", "东环M站");
    tab.fill("dialog [name=order]", "W-77");
    tab.fill("dialog [name=repairedOn]", "2026-11-20");
    story.look("repair-dialog");
    tab.fill("dialog textarea", "更换SCR催化剂");
    tab.click("dialog button:not([type])");
  }

  @Test
  void aStationRegistersATruckAndRecordsItsRepair() {
    String at = cases.received();
    cases.ok(cases.police, at, "orderRepair");
    story.signIn(cases.desk.as(Role.STATION));
    tab.click("nav a[href='#/arrivals']");
    tab.awaitThat("#arrival");
    tab.fill("#arrival [name=plate]", "苏E99999");
    tab.click("#arrival button");
    tab.awaitText("没有待维修案件");
    story.judge("arrival-none");
    tab.fill("#arrival [name=plate]", "苏e%05d".formatted(cases.numberOf(at)));
    tab.click("#arrival button");
    tab.awaitThat("#move-recordRepair");
    story.judge("case-station");
    tab.click("#move-recordRepair");
    repair();
    tab.awaitThat("#move-passRetest");
    assertThat(CaseDesk.state(cases.get(at, cases.first), "repair")).isEqualTo("repaired");
    tab.click("#move-passRetest");
    tab.fill("dialog [name=test]", "J-8");
    tab.fill("dialog textarea", "复检合格");
    tab.click("dialog button:not([type])");
    tab.awaitText("已办理“复检合格”"); // Not that there is no such case.
    story.look("case-station-passed");
    assertThat(CaseDesk.state(cases.get(at, cases.first), "repair")).isEqualTo("passed");
  }
}
