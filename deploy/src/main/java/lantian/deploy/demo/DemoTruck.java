package lantian.deploy.demo;

import java.time.Duration;
import lantian.deploy.simulate.FiledTruck;
import lantian.deploy.simulate.Source;

/**
 * One truck of the demo city.
 *
 * @param filed what the register is told of it
 * @param story what it shows, in Chinese and English
 * @param source its data
 * @param past how much of the past it sends
 * @param holesPerHour how often it loses its network
 */
record DemoTruck(
    FiledTruck filed, Story story, Source source, Duration past, double holesPerHour) {}
