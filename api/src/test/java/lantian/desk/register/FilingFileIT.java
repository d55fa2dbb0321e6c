package lantian.desk.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import lantian.desk.fault.FieldError;
import lantian.desk.fault.Refusal;
import lantian.obd.MongoSet;
import lantian.obd.filing.Filing;
import lantian.obd.packet.Profile;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilingFileIT {
  private static final Charset GB18030 = Charset.forName("GB18030");
  private static final Vin VIN = new Vin("LSZNJ01A9J0000001");
  private static final String HEADER = "车架号,生效时间,号牌号码,号牌颜色,区县,排放阶段,参考扭矩Nm,ICCID,接入协议,终端厂商\r\n";
  private static final String GOOD =
      "LSZNJ01A9J0000001,2026-03-01,苏E7K913,黄,姑苏区,国六,2100,89860000000000000001,HJ1239,晨星车载\r\n";
  private MongoDatabase database;
  private DeskRegister register;
  private FilingFile file;

  @BeforeEach
  void open() {
    database = MongoSet.shared().freshDatabase();
    InstantSource clock = InstantSource.system();
    register = new DeskRegister(MongoSet.shared().client(), database, clock, new SecureRandom());
    file = new FilingFile(register, clock, 500);
  }

  @AfterEach
  void drop() {
    database.drop();
  }

  @Test
  void aChineseFileInGb18030IsFiled() {
    assertThat(statuses(HEADER + GOOD, GB18030)).containsExactly(RowAnswer.Status.ACCEPTED);
    Filing filing = filings().getFirst();
    assertThat(filing.plate()).isEqualTo(new Plate("苏E7K913", Plate.Colour.YELLOW));
    assertThat(filing.validFrom()).isEqualTo(Instant.parse("2026-02-28T16:00:00Z"));
    assertThat(filing.profile()).isEqualTo(Profile.HJ1239);
    assertThat(filing.maker()).isEqualTo("晨星车载");
    assertThat(filing.facts().referenceTorqueNm()).isEqualTo(2100.0);
  }

  @Test
  void aReagentTankIsFiledAndKept() {
    String header = "车架号,反应剂罐容积L\r\n";
    assertThat(statuses(header + "LSZNJ01A9J0000001,45\r\n", StandardCharsets.UTF_8))
        .containsExactly(RowAnswer.Status.ACCEPTED);
    statuses("车架号,区县\r\nLSZNJ01A9J0000001,昆山市\r\n", StandardCharsets.UTF_8);
    assertThat(filings()).allMatch(f -> Objects.equals(f.facts().reagentTankLitres(), 45.0));
    assertThat(errors(header + "LSZNJ01A9J0000001,0\r\n"))
        .containsExactly("reagentTankLitres NUMBER");
    assertThat(errors(header + "LSZNJ01A9J0000001,45升\r\n"))
        .containsExactly("reagentTankLitres NUMBER");
  }

  @Test
  void anInspectionIsFiledByDayOrByMonth() {
    String header = "车架号,检验有效期至\r\n";
    statuses(header + "LSZNJ01A9J0000001,2027/2\r\n", StandardCharsets.UTF_8);
    assertThat(filings().getLast().facts().inspectedUntil()).isEqualTo("2027-02-28");
    statuses(header + "LSZNJ01A9J0000001,2028-02-09\r\n", StandardCharsets.UTF_8);
    assertThat(filings().getLast().facts().inspectedUntil()).isEqualTo("2028-02-09");
    assertThat(errors(header + "LSZNJ01A9J0000001,2027-02-29\r\n"))
        .containsExactly("inspectedUntil DAY");
    assertThat(errors(header + "LSZNJ01A9J0000001,明年\r\n")).containsExactly("inspectedUntil DAY");
  }

  @Test
  void aVehicleModelIsFiledAndKept() {
    String header = "车架号,生效时间,车辆型号\r\n";
    assertThat(
            statuses(
                header + "LSZNJ01A9J0000001,2026-03-01,  ZZ4257 V324HE1B \r\n",
                StandardCharsets.UTF_8))
        .containsExactly(RowAnswer.Status.ACCEPTED);
    statuses(
        "vin,validFrom,county\r\nLSZNJ01A9J0000001,2026-04-01,昆山市\r\n", StandardCharsets.UTF_8);
    statuses(
        "vin,validFrom,vehicleModel\r\nLSZNJ01A9J0000001,2026-05-01,\r\n", StandardCharsets.UTF_8);
    assertThat(filings())
        .extracting(f -> f.facts().vehicleModel())
        .containsExactly("ZZ4257 V324HE1B", "ZZ4257 V324HE1B", null);
    assertThat(errors(header + "LSZNJ01A9J0000001,2026-06-01," + "X".repeat(60) + "\r\n"))
        .isEmpty();
    assertThat(errors(header + "LSZNJ01A9J0000001,2026-06-02," + "X".repeat(61) + "\r\n"))
        .containsExactly("vehicleModel TEXT");
  }

  /** Number 1 is blue to one source and yellow to another. */
  @Test
  void aColourThatIsANumberIsReadAsItsSourceCounts() {
    String header = "车架号,号牌号码,号牌颜色,颜色代码来源\r\n";
    assertThat(statuses(header + "LSZNJ01A9J0000001,苏E7K913,1,JTT697\r\n", StandardCharsets.UTF_8))
        .containsExactly(RowAnswer.Status.ACCEPTED);
    assertThat(filings().getFirst().plate()).isEqualTo(new Plate("苏E7K913", Plate.Colour.BLUE));
    assertThat(errors(header + "LSZNJ01A9J0000001,苏E7K913,7,省平台\r\n"))
        .containsExactly("plateColour COLOUR_CODE");
    assertThat(errors(header + "LSZNJ01A9J0000001,苏E7K913,1,\r\n"))
        .as("a number alone is no colour")
        .containsExactly("plateColour COLOUR");
    assertThat(errors(header + "LSZNJ01A9J0000001,苏E7K913,1,OTHER\r\n"))
        .contains("plateCodes WORD");
    for (String[] one :
        new String[][] {
          {"1", "遥感设备", "YELLOW"}, {"2", "REMOTE_SENSING", "WHITE"}, {"2", "JTT697", "YELLOW"},
          {"4", "PROVINCIAL", "GREEN"}, {"93", "JTT697", "YELLOW_GREEN"}, {"黄", "JTT697", "YELLOW"}
        }) {
      String row = "LSZNJ01A9J0000001,苏E7K913," + one[0] + "," + one[1] + "\r\n";
      file.file((header + row).getBytes(StandardCharsets.UTF_8), "test", false);
      assertThat(Objects.requireNonNull(filings().getLast().plate()).colour().name())
          .as(row)
          .isEqualTo(one[2]);
    }
  }

  @Test
  void whatDoesNotAgreeIsFiledAndFlagged() {
    String header = "车架号,号牌号码,号牌颜色,号牌种类\r\n";
    assertThat(flags(header + "LSZNJ01A9J0000001,苏E7K913,黄,01\r\n")).isEmpty();
    assertThat(flags(header + "LSZNJ01A9J0000001,苏E7K913,黄,02\r\n"))
        .containsExactly("COLOUR_CLASS");
    assertThat(flags(header + "LSZNJ01A9J0000001,苏E7K913,黄,77\r\n"))
        .containsExactly("CLASS_UNKNOWN");
    assertThat(flags(header + "LSZNJ01A9J0000001,苏ED12345,黄,01\r\n"))
        .containsExactly("COLOUR_LENGTH");
    assertThat(flags(header + "LSZNJ01A9J0000001,苏ED12345,绿,51\r\n")).isEmpty();
    assertThat(flags(header + "LSZNJ01A9J0000001,苏ED12345,黄绿,52\r\n")).isEmpty();
    assertThat(flags(header + "LSZNJ01A9J0000001,苏E7K913,绿,51\r\n"))
        .containsExactly("COLOUR_LENGTH");
    assertThat(flags(header + "LSZNJ01A9J0000001,苏E7K913,黄,\r\n")).as("no class").isEmpty();
    assertThat(errors(header + "LSZNJ01A9J0000001,苏E7K913,黄,1\r\n"))
        .containsExactly("plateClass CLASS");
  }

  /** Letter B is diesel to all, C is electric to one and another fuel to the next. */
  @Test
  void fuelStageAndUseAreReadByTheTableOfTheirSource() {
    String header = "车架号,排放阶段,排放阶段代码来源,燃料种类,燃料代码来源,使用性质,使用性质代码来源\r\n";
    String vin = "LSZNJ01A9J0000001,";
    assertThat(filed(header + vin + "6,INSPECTION,B,GA24_9,F,GA 24.3\r\n"))
        .containsExactly("VI", "DIESEL", "FREIGHT");
    assertThat(filed(header + vin + "国Ⅴ,,1,省平台,R,GA24_3\r\n"))
        .containsExactly("V", "DIESEL", "DANGEROUS_GOODS");
    assertThat(filed(header + vin + "China VIb,,天然气,,公交客运,\r\n"))
        .containsExactly("VIb", "NATURAL_GAS", "BUS");
    assertThat(filed(header + vin + "0,检验联网,C,遥感设备,货运,GA24_3\r\n"))
        .containsExactly("PRE_I", "OTHER", "FREIGHT");
    assertThat(filed(header + vin + "99,INSPECTION,C,GA24_9,,\r\n"))
        .containsExactly("ZERO", "ELECTRIC", null);
    assertThat(errors(header + vin + "6,,B,,F,\r\n"))
        .as("a code alone means nothing")
        .containsExactly("stage CODED_WORD", "fuel CODED_WORD", "use CODED_WORD");
    assertThat(errors(header + vin + "7,INSPECTION,B,PROVINCIAL,V,GA24_3\r\n"))
        .containsExactly("stage CODE", "fuel CODE", "use CODE");
    assertThat(errors(header + vin + "6,GA24_9,B,GA24_3,F,JTT697\r\n"))
        .as("sources without such codes")
        .containsExactly("stageCodes WORD", "fuelCodes WORD", "useCodes WORD");
  }

  @Test
  void anUnknownCodeStopsItsRowOnlyAndSaysWhose() {
    String csv =
        """
        车架号,燃料种类,燃料代码来源
        LSZNJ01A9J0000001,AC,GA24_9
        LSZNJ01A9J0000001,B,GA24_9
        LSZNJ01A9J0000001,B,NOWHERE
        """;
    List<RowAnswer> rows = file(csv, StandardCharsets.UTF_8).rows();
    assertThat(rows.get(0).errors().getFirst().zh()).contains("燃料种类", "GA 24.9");
    assertThat(rows.get(1).status()).isEqualTo(RowAnswer.Status.ACCEPTED);
    assertThat(rows.get(2).errors().getFirst().en()).contains("GA24_9", "PROVINCIAL");
    assertThat(filings().getLast().facts().fuel()).isEqualTo("DIESEL");
  }

  @Test
  void fuelStageAndUseThatDoNotAgreeAreFlagged() {
    String header = "车架号,号牌号码,号牌颜色,号牌种类,排放阶段,燃料种类,使用性质\r\n";
    String vin = "LSZNJ01A9J0000001,";
    assertThat(flags(header + vin + "苏ED12345,绿,52,零排放,电,非营运\r\n")).isEmpty();
    assertThat(flags(header + vin + "苏ED12345,绿,52,国六,混合动力,非营运\r\n")).isEmpty();
    assertThat(flags(header + vin + "苏ED12345,绿,52,国六,柴油,货运\r\n")).containsExactly("COLOUR_FUEL");
    assertThat(flags(header + vin + "苏E7K913,黄,01,零排放,柴油,货运\r\n")).containsExactly("STAGE_FUEL");
    assertThat(flags(header + vin + "苏E7K913,黄,01,国五,电,货运\r\n")).containsExactly("STAGE_FUEL");
    assertThat(flags(header + vin + "苏E7K913,黄,01,国五,柴油,货运\r\n")).isEmpty();
    assertThat(flags(header + vin + "苏E0913警,白,23,国五,汽油,警用\r\n")).isEmpty();
    assertThat(flags(header + vin + "苏E0913警,白,23,国五,汽油,货运\r\n")).containsExactly("USE_CLASS");
  }

  private List<@Nullable String> filed(String text) {
    assertThat(errors(text)).isEmpty();
    file(text, StandardCharsets.UTF_8);
    VehicleValues now =
        Objects.requireNonNull(register.readings().vehicles(List.of(VIN)).get(VIN)).stream()
            .filter(span -> !span.superseded() && span.to() == null)
            .findFirst()
            .orElseThrow()
            .values();
    return Arrays.asList(now.facts().stage(), now.facts().fuel(), now.use());
  }

  private List<String> flags(String text) {
    RowAnswer answer =
        file.file(text.getBytes(StandardCharsets.UTF_8), "test", true).rows().getFirst();
    assertThat(answer.status()).isNotEqualTo(RowAnswer.Status.REJECTED);
    return answer.flags().stream().map(RowFlag::name).toList();
  }

  private List<String> errors(String text) {
    return file
        .file(text.getBytes(StandardCharsets.UTF_8), "test", true)
        .rows()
        .getFirst()
        .errors()
        .stream()
        .map(error -> error.field() + " " + error.code())
        .toList();
  }

  @Test
  void utf8WithAndWithoutBomIsTheSame() {
    assertThat(statuses(HEADER + GOOD, StandardCharsets.UTF_8))
        .containsExactly(RowAnswer.Status.ACCEPTED);
    assertThat(statuses("\uFEFF" + HEADER + GOOD, StandardCharsets.UTF_8))
        .containsExactly(RowAnswer.Status.UNCHANGED);
    assertThat(statuses(HEADER + GOOD, GB18030)).containsExactly(RowAnswer.Status.UNCHANGED);
  }

  @Test
  void badRowsAreExplainedAndGoodOnesFiled() {
    String csv =
        HEADER
            + GOOD
            + "LSZNJ01A9J000000,2026-03-01,苏E7K914,黄,,,,,,\r\n"
            + "LSZNJ01A9J00000O2,2026-13-01,苏E7K915,紫,,,-5,123,GB99,\r\n"
            + "LSZNJ01A9J0000003,,苏E7K916,,,,,,,\r\n"
            + ",,,,,,,,,\r\n"
            + "LSZNJ01A9J0000004,2026-03-01\r\n";
    List<RowAnswer> answers = file(csv, StandardCharsets.UTF_8).rows();
    assertThat(answers).extracting(RowAnswer::row).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(answers.getFirst().status()).isEqualTo(RowAnswer.Status.ACCEPTED);
    assertThat(codes(answers.get(1))).containsExactly("vin VIN_LENGTH");
    assertThat(codes(answers.get(2)))
        .containsExactlyInAnyOrder(
            "vin VIN_CHARACTERS",
            "validFrom TIME",
            "plateColour COLOUR",
            "referenceTorqueNm NUMBER",
            "iccid ICCID",
            "profile WORD");
    assertThat(codes(answers.get(3))).containsExactly("plateColour PLATE_PAIR");
    assertThat(codes(answers.get(4))).containsExactly("vin MISSING");
    assertThat(codes(answers.get(5))).containsExactly(" CELLS");
    assertThat(answers.get(1).errors().getFirst().zh()).contains("车架号");
    assertThat(file(csv, StandardCharsets.UTF_8).count(RowAnswer.Status.UNCHANGED)).isEqualTo(1);
  }

  @Test
  void aRowWithMoreCellsThanTheHeaderIsRejected() {
    String header = "vin,plate,plateColour\n";
    List<RowAnswer> answers =
        file(
                header
                    + "LSZNJ01A9J0000001,苏E7K913,,YELLOW\n"
                    + "LSZNJ01A9J0000001,苏E7K913,YELLOW,\n"
                    + "LSZNJ01A9J0000001,苏E7K913,YELLOW\n",
                StandardCharsets.UTF_8)
            .rows();
    assertThat(codes(answers.get(0))).containsExactly(" CELLS");
    assertThat(codes(answers.get(1))).containsExactly(" CELLS");
    assertThat(answers.get(2).status()).isEqualTo(RowAnswer.Status.ACCEPTED);
  }

  @Test
  void datesAsExcelWritesThemAreTakenAndAbsurdOnesAreNot() {
    String header = "vin,validFrom,maker\n";
    for (String good : List.of("2026/1/31", "2026-1-31", "2026-01-31", "2026/01/31")) {
      assertThat(moment(header, good)).as(good).isEqualTo(Instant.parse("2026-01-30T16:00:00Z"));
    }
    for (String bad :
        List.of(
            "+999999999-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z",
            "0226-01-31",
            "2126-01-31",
            "2026/2/30",
            "31/1/2026",
            "2026/1")) {
      String csv = header + "LSZNJ01A9J0000001," + bad + ",某厂\n";
      assertThat(codes(file(csv, StandardCharsets.UTF_8).rows().getFirst()))
          .as(bad)
          .containsExactly("validFrom TIME");
      assertThat(file.file(csv.getBytes(StandardCharsets.UTF_8), "test", true).rows())
          .as(bad)
          .isEqualTo(file(csv, StandardCharsets.UTF_8).rows());
    }
  }

  private Instant moment(String header, String date) {
    String csv = header + "LSZNJ01A9J0000001," + date + ",某厂\n";
    assertThat(file(csv, StandardCharsets.UTF_8).rows().getFirst().errors()).as(date).isEmpty();
    return filings().getFirst().validFrom();
  }

  @Test
  void aDryRunSaysWhatTheRunWillSay() {
    StringBuilder csv = new StringBuilder("vin,validFrom,validTo,maker\n");
    csv.append("LSZNJ01A9J0000001,2026-03-01,2026-06-01,某厂\n");
    for (int i = 100; i < 350; i++) {
      csv.append("LSZNJ01A9J%07d,2026-03-01,,某厂\n".formatted(i));
    }
    csv.append("LSZNJ01A9J0000001,2026-03-01,2026-06-01,某厂\n"); // Filed above already.
    csv.append("LSZNJ01A9J0000001,2026-01-01,2026-05-01,某厂\n"); // Runs into it.
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    List<RowAnswer> dry = file.file(bytes, "test", true).rows();
    assertThat(register.changesAfter(0, 10)).isEmpty();
    List<RowAnswer> run = file.file(bytes, "test", false).rows();
    assertThat(dry).isEqualTo(run);
    assertThat(run.get(251).status()).isEqualTo(RowAnswer.Status.UNCHANGED);
    assertThat(codes(run.get(252))).containsExactly("validTo OVERLAPS");
  }

  @Test
  void aColumnThatIsNotThereKeepsWhatIsFiledAndAnEmptyCellTakesItAway() {
    statuses(HEADER + GOOD, StandardCharsets.UTF_8);
    String later = "vin,validFrom,maker,iccid\nLSZNJ01A9J0000001,2026-06-01,北斗终端,\n";
    assertThat(statuses(later, StandardCharsets.UTF_8)).containsExactly(RowAnswer.Status.ACCEPTED);
    Filing filing = filings().getLast();
    assertThat(filing.maker()).isEqualTo("北斗终端");
    assertThat(filing.iccid()).isNull();
    assertThat(filing.profile()).isEqualTo(Profile.HJ1239);
    assertThat(filing.plate()).isNotNull();
  }

  @Test
  void aFileThatIsNoneIsRefusedAsAWhole() {
    assertThat(refused("")).isEqualTo("EMPTY");
    assertThat(refused("号牌号码\n苏E00001\n")).isEqualTo("HEADER");
    assertThat(refused("vin,vin\nx,x\n")).isEqualTo("HEADER");
    assertThat(refused("vin,colour of the driver's hat\nx,x\n")).isEqualTo("HEADER");
    assertThat(refused("vin\n" + "LSZNJ01A9J0000001\n".repeat(501))).isEqualTo("TOO_MANY_ROWS");
    assertThat(refused("vin\n\"" + "x".repeat(70_000))).isEqualTo("CSV");
    byte[] neither = {'v', 'i', 'n', '\n', (byte) 0xFF, (byte) 0xFF, '\n'};
    assertThatThrownBy(() -> file.file(neither, "test", false)).isInstanceOf(Refusal.class);
    assertThat(register.changesAfter(0, 10)).isEmpty();
  }

  private String refused(String csv) {
    try {
      file(csv, StandardCharsets.UTF_8);
    } catch (Refusal e) {
      return e.errors().getFirst().code();
    }
    return "taken";
  }

  private List<RowAnswer.Status> statuses(String csv, Charset charset) {
    return file(csv, charset).rows().stream().map(RowAnswer::status).toList();
  }

  private ImportAnswer file(String csv, Charset charset) {
    return file.file(csv.getBytes(charset), "test", false);
  }

  private static List<String> codes(RowAnswer answer) {
    return answer.errors().stream().map((FieldError e) -> e.field() + " " + e.code()).toList();
  }

  private List<Filing> filings() {
    return Objects.requireNonNull(register.filings(List.of(VIN)).get(VIN));
  }
}
