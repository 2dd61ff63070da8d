package clickahead.math;

/**
 * Brings parts of matrices into the layout that {@link VectorTile} reads from front to back, with
 * zeros where a tile reaches beyond the matrix. Addresses and steps are in bytes.
 */
final class VectorPacking {
  private static final int ROWS = VectorTile.ROWS;
  private static final int COLUMNS = VectorTile.COLUMNS;

  private VectorPacking() {}

  /**
   * Packs columns of b [depth, width] into a sliver [depth, COLUMNS].
   *
   * @param step from one row of b to the next
   * @param column from one column of b to the next
   */
  static void packColumns(long b, long step, long column, int depth, int width, long to) {
    if (width == COLUMNS && column == Float.BYTES) {
      for (int i = 0; i < depth; i++) {
        VectorTile.copyRow(b + i * step, to + (long) i * COLUMNS * Float.BYTES);
      }
      return;
    }
    for (int j = 0; j < COLUMNS; j++) {
      packOne(
          b + j * column, step, j < width ? depth : 0, depth, to + (long) j * Float.BYTES, COLUMNS);
    }
  }

  /**
   * Packs rows of a [rows, depth], fewer than a tile has, as [depth, ROWS].
   *
   * @param row from one row of a to the next
   * @param step from one column of a to the next
   */
  static void packRows(long a, long row, long step, int rows, int depth, long to) {
    for (int j = 0; j < ROWS; j++) {
      packOne(a + j * row, step, j < rows ? depth : 0, depth, to + (long) j * Float.BYTES, ROWS);
    }
  }

  /** Packs a vector whose elements lie step bytes apart. */
  static void packVector(long from, long step, int count, long to) {
    packOne(from, step, count, count, to, 1);
  }

  private static void packOne(long from, long step, int count, int padded, long to, int stepTo) {
    long bytes = (long) stepTo * Float.BYTES;
    for (int i = 0; i < count; i++) {
      Memory.putFloat(to + i * bytes, Memory.getFloat(from + i * step));
    }
    for (int i = count; i < padded; i++) {
      Memory.putFloat(to + i * bytes, 0);
    }
  }
}
