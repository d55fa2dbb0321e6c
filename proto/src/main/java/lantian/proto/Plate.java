package lantian.proto;

/**
 * Number plate (号牌): the number together with its colour, which only jointly name a vehicle.
 *
 * @param number the plate as printed, never blank, for example 苏E12345
 * @param colour one of the plate colours
 */
public record Plate(String number, Colour colour) {
  /** Plate colour (号牌颜色) with the Chinese word that officers read. */
  public enum Colour {
    BLUE("蓝"),
    YELLOW("黄"),
    GREEN("绿"),
    YELLOW_GREEN("黄绿"),
    BLACK("黑"),
    WHITE("白");

    private final String zh;

    Colour(String zh) {
      this.zh = zh;
    }

    /** The Chinese word. */
    public String zh() {
      return zh;
    }
  }

  /** Refuses a blank or over-long number. */
  public Plate {
    if (number.isBlank() || number.length() > 12) {
      throw new IllegalArgumentException("a plate number has 1 to 12 characters");
    }
  }

  /** The plate as a role without the right to see it reads it: 苏E·1**45. */
  public String masked() {
    if (number.length() < 6) {
      return "***";
    }
    int tail = number.length() - 2;
    return number.substring(0, 2)
        + "·"
        + number.charAt(2)
        + "*".repeat(tail - 3)
        + number.substring(tail);
  }

  @Override
  public String toString() {
    return masked() + "/" + colour;
  }
}
