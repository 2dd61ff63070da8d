package clickahead.data;

import java.util.function.LongUnaryOperator;

/**
 * A column of a log: what is known of each event, or of each session. Places are the numbers of
 * these. Immutable and usable from any thread.
 */
public sealed interface LogColumn permits PlainColumn, VectorColumn {

  /** The value of an event or a session as text; empty where it has none. */
  String value(long place);

  /**
   * The same values at other places.
   *
   * @param source where this column has the value of each place
   */
  LogColumn at(LongUnaryOperator source);
}
