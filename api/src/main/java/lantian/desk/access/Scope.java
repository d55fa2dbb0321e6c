package lantian.desk.access;

import org.jspecify.annotations.Nullable;

/**
 * Whose objects somebody may see (数据范围). What is out of scope does not exist for him: it is in no
 * list and no count, and asked for by its id it answers as not found.
 *
 * @param county the only county, null for the whole city
 * @param ownOnly true if only objects of one organisation are seen
 * @param organisation that organisation; with {@code ownOnly} and none, nothing is seen
 */
public record Scope(@Nullable String county, boolean ownOnly, @Nullable String organisation) {
  /** True if some objects may be out of it. */
  public boolean limits() {
    return county != null || ownOnly;
  }

  /** True if an object that belongs to this county, null if to none, is in it. */
  public boolean holdsCounty(@Nullable String theirs) {
    return county == null || county.equals(theirs);
  }

  /** True if an object that belongs to this organisation, null if to none, is in it. */
  public boolean holdsOrganisation(@Nullable String theirs) {
    return !ownOnly || (organisation != null && organisation.equals(theirs));
  }

  /** True if an object of this county and organisation is in it. */
  public boolean holds(@Nullable String theirCounty, @Nullable String theirOrganisation) {
    return holdsCounty(theirCounty) && holdsOrganisation(theirOrganisation);
  }
}
