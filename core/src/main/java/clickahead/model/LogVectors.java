package clickahead.model;

import clickahead.data.LogColumn;
import clickahead.data.NumberColumn;
import clickahead.data.TokenColumn;
import clickahead.data.VectorColumn;
import clickahead.graph.MiniBatch;
import java.util.function.LongUnaryOperator;

/** A column whose values are vectors: numbers with spaces between them. */
final class LogVectors {
  private LogVectors() {}

  /**
   * The vectors of a column.
   *
   * @param places where the column has the value of an event
   * @param name of the log, for messages
   * @throws IllegalArgumentException if a value is none, or of another length than those before
   */
  static LogFeatures.Reading of(
      LogColumn column, LongUnaryOperator places, FeatureEncoder encoder, String name) {
    return switch (column) {
      case TokenColumn tokens -> {
        float[][] vectors = new float[tokens.vocabulary().size()][];
        for (int code = 0; code < vectors.length; code++) {
          vectors[code] = encoder.vector(tokens.vocabulary().value(code), name);
        }
        yield new Vectors(tokens, places, vectors);
      }
      case NumberColumn numbers -> new Single(numbers, places, encoder, name);
      case VectorColumn mapped -> new Mapped(mapped, places, encoder, name);
    };
  }

  /**
   * Different vectors, each of which was read once.
   *
   * @param vectors by code [V, dimensions]
   */
  private record Vectors(TokenColumn column, LongUnaryOperator places, float[][] vectors)
      implements LogFeatures.Reading {
    private int code(long place) {
      return column.code(places.applyAsLong(place));
    }

    @Override
    public int row(long place, long previous) {
      return code(place) == TokenColumn.MISSING ? MiniBatch.NONE : 0;
    }

    @Override
    public double amount(long place, long previous) {
      return 1;
    }

    @Override
    public void vector(long place, float[] to) {
      System.arraycopy(vectors[code(place)], 0, to, 0, to.length);
    }
  }

  /** Vectors that are read where they lie. */
  private static final class Mapped implements LogFeatures.Reading {
    private final VectorColumn column;
    private final LongUnaryOperator places;

    Mapped(VectorColumn column, LongUnaryOperator places, FeatureEncoder encoder, String name) {
      this.column = column;
      this.places = places;
      encoder.requireDimensions(column.dimensions(), "every value", name);
    }

    @Override
    public int row(long place, long previous) {
      return column.has(places.applyAsLong(place)) ? 0 : MiniBatch.NONE;
    }

    @Override
    public double amount(long place, long previous) {
      return 1;
    }

    @Override
    public void vector(long place, float[] to) {
      column.copy(places.applyAsLong(place), to);
    }
  }

  /** Vectors of one number. */
  private static final class Single implements LogFeatures.Reading {
    private final NumberColumn column;
    private final LongUnaryOperator places;

    Single(NumberColumn column, LongUnaryOperator places, FeatureEncoder encoder, String name) {
      this.column = column;
      this.places = places;
      encoder.requireDimensions(1, "every value", name);
    }

    private double number(long place) {
      return column.number(places.applyAsLong(place));
    }

    @Override
    public int row(long place, long previous) {
      return Double.isNaN(number(place)) ? MiniBatch.NONE : 0;
    }

    @Override
    public double amount(long place, long previous) {
      return 1;
    }

    @Override
    public void vector(long place, float[] to) {
      to[0] = (float) number(place);
    }
  }
}
