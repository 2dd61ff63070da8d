package clickahead.data;

/**
 * A log in the item indices of another catalogue.
 *
 * @param log the log
 * @param indices for each of the log's item indices the other catalogue's
 */
record RenumberedSessionLog(SessionLog log, int[] indices) implements SessionLog {
  @Override
  public int sessions() {
    return log.sessions();
  }

  @Override
  public long events() {
    return log.events();
  }

  @Override
  public long start(int session) {
    return log.start(session);
  }

  @Override
  public int item(long event) {
    return indices[log.item(event)];
  }

  @Override
  public long time(long event) {
    return log.time(event);
  }

  @Override
  public int rank(int session) {
    return log.rank(session);
  }

  @Override
  public String id(int session) {
    return log.id(session);
  }

  @Override
  public int history(int session) {
    return log.history(session);
  }

  @Override
  public LogColumns columns() {
    return log.columns();
  }
}
