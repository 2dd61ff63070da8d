package clickahead.data;

/** A log that says of its events and sessions what another one says, but for what it overrides. */
public interface DerivedSessionLog extends SessionLog {
  /** The other log. */
  SessionLog log();

  @Override
  default int sessions() {
    return log().sessions();
  }

  @Override
  default long events() {
    return log().events();
  }

  @Override
  default long start(int session) {
    return log().start(session);
  }

  @Override
  default int item(long event) {
    return log().item(event);
  }

  @Override
  default long time(long event) {
    return log().time(event);
  }

  @Override
  default int rank(int session) {
    return log().rank(session);
  }

  @Override
  default String id(int session) {
    return log().id(session);
  }

  @Override
  default int history(int session) {
    return log().history(session);
  }

  @Override
  default LogColumns columns() {
    return log().columns();
  }
}
