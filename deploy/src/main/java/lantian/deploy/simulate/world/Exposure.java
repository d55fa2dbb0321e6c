package lantian.deploy.simulate.world;

/**
 * What a truck did while its fault was there, or all the time if it is honest (暴露量): a fault shows
 * only in what makes it show.
 *
 * @param hours engine on
 * @param hotHours with the catalyst above 250 °C
 * @param kilometres driven
 * @param days days with the engine on
 */
public record Exposure(double hours, double hotHours, double kilometres, int days) {}
