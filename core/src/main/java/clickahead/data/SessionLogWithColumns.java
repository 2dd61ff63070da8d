package clickahead.data;

/**
 * A log with other columns.
 *
 * @param log the log
 * @param columns one value for each of its events or sessions
 */
record SessionLogWithColumns(SessionLog log, LogColumns columns) implements SessionLog {
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
    return log.item(event);
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
}
