package lantian.obd.read;

import org.jspecify.annotations.Nullable;

/**
 * One decoded value with its quality (数据项).
 *
 * @param value physical value, null if it is no measurement
 * @param quality null if the value is ordinary, else INVALID, ERROR_INDICATOR, OUT_OF_RANGE or
 *     SATURATED; a saturated one keeps its value
 * @param unit unit of the value, empty for bits and counts
 */
public record Measure(@Nullable Double value, @Nullable String quality, String unit) {}
