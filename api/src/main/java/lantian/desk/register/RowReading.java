package lantian.desk.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import lantian.obd.filing.VehicleFacts;
import lantian.obd.packet.Profile;
import lantian.proto.CityTime;
import lantian.proto.Origin;
import lantian.proto.Plate;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;

/**
 * Reads one row of a filing file. A column that the file does not have keeps what is filed; an
 * empty cell means that nothing is filed.
 */
final class RowReading {
  /** Digits and capitals without I, O and Q (GB 16735). */
  static final String VIN = "[0-9A-HJ-NPR-Z]{17}";

  private final Cells cells;

  private RowReading(Cells cells) {
    this.cells = cells;
  }

  /** The row to be filed, or null with the reasons in {@code cells.errors()}. */
  static @Nullable FilingRow read(Cells cells, Map<Column, Integer> header, Instant now) {
    RowReading reading = new RowReading(cells);
    Vin vin = reading.vin();
    Instant given = cells.moment(Column.VALID_FROM);
    Instant from = given == null ? now : given;
    Instant to = cells.moment(Column.VALID_TO);
    boolean vehicles = header.keySet().stream().anyMatch(Column::ofVehicle);
    boolean terminals = header.keySet().stream().anyMatch(Column::ofTerminal);
    UnaryOperator<@Nullable VehicleValues> vehicle =
        vehicles ? reading.vehicle(CityTime.day(from)) : null;
    UnaryOperator<@Nullable TerminalValues> terminal = terminals ? reading.terminal() : null;
    if (vin == null || !cells.errors().isEmpty()) {
      return null;
    }
    return new FilingRow(vin, from, to, vehicle, terminal);
  }

  private @Nullable Vin vin() {
    String text = cells.raw(Column.VIN);
    if (text == null) {
      cells.wrong(Column.VIN, RowFault.MISSING);
      return null;
    }
    if (text.length() != Vin.LENGTH) {
      cells.wrong(Column.VIN, RowFault.VIN_LENGTH);
      return null;
    }
    if (!text.matches(VIN)) {
      cells.wrong(Column.VIN, RowFault.VIN_CHARACTERS);
      return null;
    }
    return new Vin(text);
  }

  private UnaryOperator<@Nullable VehicleValues> vehicle(LocalDate day) {
    CodedCells coded = new CodedCells(CodeTables.BUILT_IN, cells, day);
    Plate plate = plate(coded);
    String county = cells.text(Column.COUNTY, 20);
    String stage = coded.id(Column.STAGE, Column.STAGE_CODES);
    String fuel = coded.id(Column.FUEL, Column.FUEL_CODES);
    String use = coded.id(Column.USE, Column.USE_CODES);
    coded.flag();
    Double torque = cells.positive(Column.REFERENCE_TORQUE);
    Double power = cells.positive(Column.RATED_POWER);
    Double mass = cells.positive(Column.GROSS_MASS);
    Double work = cells.positive(Column.WHTC_WORK);
    Double tank = cells.positive(Column.REAGENT_TANK);
    String model = cells.text(Column.VEHICLE_MODEL, 60);
    LocalDate inspected = cells.day(Column.INSPECTED_UNTIL);
    return held -> {
      VehicleValues was = held == null ? VehicleValues.NONE : held;
      VehicleFacts facts =
          new VehicleFacts(
              pick(Column.STAGE, stage, was.facts().stage()),
              pick(Column.FUEL, fuel, was.facts().fuel()),
              pick(Column.REFERENCE_TORQUE, torque, was.facts().referenceTorqueNm()),
              pick(Column.RATED_POWER, power, was.facts().ratedPowerKw()),
              pick(Column.GROSS_MASS, mass, was.facts().grossMassKg()),
              pick(Column.WHTC_WORK, work, was.facts().whtcWorkKwh()),
              pick(Column.REAGENT_TANK, tank, was.facts().reagentTankLitres()),
              pick(Column.VEHICLE_MODEL, model, was.facts().vehicleModel()),
              pick(Column.INSPECTED_UNTIL, inspected, was.facts().inspectedUntil()));
      return new VehicleValues(
          pick(Column.PLATE, plate, was.plate()),
          pick(Column.COUNTY, county, was.county()),
          pick(Column.USE, use, was.use()),
          facts);
    };
  }

  private @Nullable Plate plate(CodedCells coded) {
    String number = cells.matching(Column.PLATE, "[^\\s\\p{Cntrl}]{1,12}", RowFault.PLATE);
    Plate.Colour colour = coded.colour();
    coded.plateClass();
    boolean numberGiven = cells.raw(Column.PLATE) != null;
    if (numberGiven != (cells.raw(Column.PLATE_COLOUR) != null)) {
      cells.wrong(numberGiven ? Column.PLATE_COLOUR : Column.PLATE, RowFault.PLATE_PAIR);
      return null;
    }
    if (number == null || colour == null) {
      return null;
    }
    Plate plate = new Plate(number, colour);
    cells.flags().addAll(RowFlag.of(plate));
    return plate;
  }

  private UnaryOperator<@Nullable TerminalValues> terminal() {
    String iccid = cells.matching(Column.ICCID, "[0-9A-Za-z]{8,20}", RowFault.ICCID);
    String chip = cells.hex(Column.CHIP_ID, 16);
    String key = cells.hex(Column.PUBLIC_KEY, 64);
    Profile profile = cells.word(Column.PROFILE, Profile.class, noZh(), RowFault.WORD);
    String maker = cells.text(Column.MAKER, 60);
    String model = cells.text(Column.MODEL, 60);
    String firmware = cells.text(Column.FIRMWARE, 60);
    Origin origin = cells.word(Column.ORIGIN, Origin.class, Origin::zh, RowFault.WORD);
    return held -> {
      TerminalValues was = held == null ? TerminalValues.NONE : held;
      Origin filed = pick(Column.ORIGIN, origin, was.origin());
      return new TerminalValues(
          pick(Column.ICCID, iccid, was.iccid()),
          pick(Column.CHIP_ID, chip, was.chipId()),
          pick(Column.PUBLIC_KEY, key, was.publicKey()),
          pick(Column.PROFILE, profile, was.profile()),
          pick(Column.MAKER, maker, was.maker()),
          pick(Column.MODEL, model, was.model()),
          pick(Column.FIRMWARE, firmware, was.firmware()),
          filed == null ? Origin.MEASURED : filed);
    };
  }

  private static Function<Profile, String> noZh() {
    return Profile::name;
  }

  private <T> @Nullable T pick(Column column, @Nullable T given, @Nullable T filed) {
    return cells.has(column) ? given : filed;
  }
}
