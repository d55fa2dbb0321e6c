package lantian.desk.lists;

import java.time.Instant;
import lantian.desk.audit.Actor;

/**
 * A list was taken receipt of (签收).
 *
 * @param kind person or machine
 * @param by sign-in name or key id
 * @param organisation whose, empty if it has none
 * @param at when
 */
public record Receipt(Actor.Kind kind, String by, String organisation, Instant at) {}
