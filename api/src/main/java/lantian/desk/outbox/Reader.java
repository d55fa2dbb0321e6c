package lantian.desk.outbox;

import lantian.desk.access.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who reads the outbox (接收方), by whatever way.
 *
 * @param role what it may be
 * @param organisation its organisation, null if none
 * @param county the only county it may see, null for the whole city
 */
public record Reader(Role role, @Nullable String organisation, @Nullable String county) {}
