package lantian.deploy.simulate.world;

/**
 * One stretch with the engine on (运行段).
 *
 * @param from first epoch second
 * @param seconds how long
 * @param duty what is done
 * @param ambientC weather
 */
record Spell(long from, int seconds, Duty duty, double ambientC) {}
