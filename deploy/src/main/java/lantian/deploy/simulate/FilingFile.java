package lantian.deploy.simulate;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import lantian.deploy.simulate.truck.Specification;
import lantian.deploy.simulate.wire.ChipSigner;
import lantian.proto.CityTime;

/** Trucks that are not real as a filing file of the terminal register (备案导入文件, CSV). */
public final class FilingFile {
  private static final List<String> HEADER =
      List.of(
          "vin",
          "validFrom",
          "plate",
          "plateColour",
          "county",
          "stage",
          "fuel",
          "referenceTorqueNm",
          "ratedPowerKw",
          "grossMassKg",
          "whtcWorkKwh",
          "reagentTankLitres",
          "vehicleModel",
          "iccid",
          "chipId",
          "publicKey",
          "profile",
          "maker",
          "model",
          "firmware",
          "origin");
  private static final List<String> COUNTIES =
      List.of("姑苏区", "虎丘区", "吴中区", "相城区", "吴江区", "常熟市", "张家港市", "昆山市", "太仓市");

  private FilingFile() {}

  /** The file's text; every entry holds from {@code from} on. */
  public static String csv(List<FiledTruck> trucks, Instant from) {
    StringWriter out = new StringWriter();
    String since = from.atOffset(CityTime.ZONE).toString();
    try (CsvWriter csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(HEADER);
      for (int i = 0; i < trucks.size(); i++) {
        csv.writeRecord(row(trucks.get(i), i, since));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer refused", e);
    }
    return out.toString();
  }

  private static List<String> row(FiledTruck truck, int number, String since) {
    Specification built = truck.specification();
    ChipSigner chip = truck.chip();
    return List.of(
        truck.vin().text(),
        since,
        // The letter I never stands on a real plate.
        "苏EI%04d".formatted(number + 1),
        "YELLOW",
        COUNTIES.get(number % COUNTIES.size()),
        built == null ? "" : built.stage().filed(),
        "DIESEL",
        built == null ? "" : number(built.referenceTorqueNm()),
        built == null ? "" : number(built.ratedPowerKw()),
        built == null ? "" : number(built.grossMassKg()),
        built == null ? "" : number(built.whtcWorkKwh()),
        built == null ? "" : number(built.reagentTankLitres()),
        built == null ? "" : model(built),
        truck.iccid(),
        chip == null ? "" : chip.chipIdHex(),
        chip == null ? "" : chip.publicKeyHex(),
        truck.profile().name(),
        "Lantian",
        truck.model(),
        "simulate",
        truck.origin().name());
  }

  /** No maker's: gross mass and stage stand for it. */
  private static String model(Specification built) {
    return "LT%d-%s".formatted(Math.round(built.grossMassKg() / 1000), built.stage().filed());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
