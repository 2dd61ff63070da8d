package clickahead.model;

import clickahead.data.NumberColumn;
import clickahead.data.PlainColumn;
import clickahead.data.TokenColumn;
import clickahead.data.Vocabulary;
import clickahead.graph.MiniBatch;
import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import java.util.Arrays;
import java.util.function.LongToIntFunction;
import java.util.function.LongUnaryOperator;

/**
 * A column whose values are lists of tokens. Each of its different lists was looked up once, and an
 * event has the number of one of them.
 *
 * @param numbers the number of the list at a place; {@link MiniBatch#NONE} for none
 * @param lists the rows of all different lists
 */
record LogLists(LongToIntFunction numbers, FeatureColumn lists) implements LogFeatures.Reading {

  /**
   * The lists of a column.
   *
   * @param places where the column has the value of an event
   */
  static LogLists of(
      PlainColumn column, LongUnaryOperator places, FeatureEncoder encoder, Pooling pooling) {
    return switch (column) {
      case TokenColumn tokens -> {
        FeatureColumn lists = lists(tokens.vocabulary(), encoder, pooling);
        yield new LogLists(
            place -> {
              int code = tokens.code(places.applyAsLong(place));
              return code == TokenColumn.MISSING ? MiniBatch.NONE : code;
            },
            lists);
      }
      case NumberColumn numbers -> {
        // A number is a list of one, so that list i has row i.
        FeatureEncoder.NumberTokens known = encoder.numberTokens();
        int[] rows = new int[encoder.rows() + 1];
        Arrays.setAll(rows, i -> i);
        yield new LogLists(
            place -> {
              double number = numbers.number(places.applyAsLong(place));
              return Double.isNaN(number) ? MiniBatch.NONE : known.row(number);
            },
            new FeatureColumn(encoder.rows(), rows, rows, null, pooling));
      }
    };
  }

  private static FeatureColumn lists(Vocabulary values, FeatureEncoder encoder, Pooling pooling) {
    RowLists lists = new RowLists(encoder.rows(), pooling);
    for (int code = 0; code < values.size(); code++) {
      lists.set(code, encoder, values.value(code));
    }
    return lists.column();
  }

  @Override
  public int row(long place, long previous) {
    return numbers.applyAsInt(place);
  }

  @Override
  public double amount(long place, long previous) {
    return 1;
  }
}
