package clickahead.data;

/**
 * A log in the item indices of another catalogue.
 *
 * @param log the log
 * @param indices for each of the log's item indices the other catalogue's
 */
record RenumberedSessionLog(SessionLog log, int[] indices) implements DerivedSessionLog {
  @Override
  public int item(long event) {
    return indices[log.item(event)];
  }
}
