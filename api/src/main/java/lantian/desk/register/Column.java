package lantian.desk.register;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Columns of a filing file (备案导入模板), in the order of the template. */
enum Column {
  VIN("vin", "车架号"),
  VALID_FROM("validFrom", "生效时间"),
  VALID_TO("validTo", "失效时间"),
  PLATE("plate", "号牌号码"),
  PLATE_COLOUR("plateColour", "号牌颜色"),
  PLATE_CODES("plateCodes", "颜色代码来源"),
  PLATE_CLASS("plateClass", "号牌种类"),
  COUNTY("county", "区县"),
  STAGE("stage", "排放阶段"),
  STAGE_CODES("stageCodes", "排放阶段代码来源"),
  FUEL("fuel", "燃料种类"),
  FUEL_CODES("fuelCodes", "燃料代码来源"),
  USE("use", "使用性质"),
  USE_CODES("useCodes", "使用性质代码来源"),
  REFERENCE_TORQUE("referenceTorqueNm", "参考扭矩Nm"),
  RATED_POWER("ratedPowerKw", "额定功率kW"),
  GROSS_MASS("grossMassKg", "总质量kg"),
  WHTC_WORK("whtcWorkKwh", "WHTC循环功kWh"),
  REAGENT_TANK("reagentTankLitres", "反应剂罐容积L"),
  VEHICLE_MODEL("vehicleModel", "车辆型号"),
  INSPECTED_UNTIL("inspectedUntil", "检验有效期至"),
  ICCID("iccid", "ICCID"),
  CHIP_ID("chipId", "芯片ID"),
  PUBLIC_KEY("publicKey", "公钥"),
  PROFILE("profile", "接入协议"),
  MAKER("maker", "终端厂商"),
  MODEL("model", "终端型号"),
  FIRMWARE("firmware", "固件版本"),
  ORIGIN("origin", "数据来源");

  private static final Map<String, Column> BY_HEADER = new HashMap<>();

  static {
    for (Column column : values()) {
      BY_HEADER.put(key(column.field), column);
      BY_HEADER.put(key(column.zh), column);
    }
  }

  private final String field;
  private final String zh;

  Column(String field, String zh) {
    this.field = field;
    this.zh = zh;
  }

  /** Header in English, which is the name of the field in answers. */
  String field() {
    return field;
  }

  /** Header in Chinese. */
  String zh() {
    return zh;
  }

  boolean ofVehicle() {
    return compareTo(PLATE) >= 0 && compareTo(ICCID) < 0;
  }

  boolean ofTerminal() {
    return compareTo(ICCID) >= 0;
  }

  /** The column that a header names; case, blanks and underscores do not matter. */
  static @Nullable Column of(String header) {
    return BY_HEADER.get(key(header));
  }

  private static String key(String header) {
    return header.replaceAll("[\\s_()（）]", "").toLowerCase(Locale.ROOT);
  }
}
