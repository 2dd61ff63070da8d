package clickahead.math;

import java.lang.foreign.Arena;

/**
 * One thread's products on the Vector API: its working memory, and the operands of the product
 * under way. Steps are in bytes.
 *
 * <p>The scheme is that of Goto and van de Geijn, "Anatomy of High-Performance Matrix
 * Multiplication" (2008): a block of b, small enough for the second-level cache, is packed into
 * slivers as wide as a tile, and every tile of out is computed in registers. Elements of a are read
 * where they lie: measured, that is faster than packing them too, transposed or not.
 */
final class BlockedProduct {
  private static final int ROWS = VectorTile.ROWS;
  private static final int COLUMNS = VectorTile.COLUMNS;

  /** Most columns of a block of b; a multiple of every tile's. */
  private static final int BLOCK_COLUMNS = 256;

  /** Longest piece of k in a block. */
  private static final int BLOCK_DEPTH = 320;

  /** With so few rows of out, packing b costs more than reading it in place. */
  private static final int FEW_ROWS = 12;

  private final Arena arena = Arena.ofAuto();
  private final long panel = allocate((long) BLOCK_DEPTH * BLOCK_COLUMNS * Float.BYTES);
  private final long lastRows = allocate((long) BLOCK_DEPTH * ROWS * Float.BYTES);
  private final long tile = allocate(VectorTile.BYTES);

  private long m;
  private long rowA;
  private long stepA;
  private long stepB;
  private long columnB;
  private long rowOut;

  private long allocate(long bytes) {
    return Memory.allocate(arena, bytes);
  }

  /**
   * out [m, n] = a [m, k] · b [k, n] for k &gt; 0.
   *
   * @param rowA from one row of a to the next
   * @param stepA from one column of a to the next
   * @param stepB from one row of b to the next
   * @param columnB from one column of b to the next
   * @param rowOut from one row of out to the next
   */
  void multiply(
      long m,
      long n,
      long k,
      long a,
      long rowA,
      long stepA,
      long b,
      long stepB,
      long columnB,
      long out,
      long rowOut) {
    this.m = m;
    this.rowA = rowA;
    this.stepA = stepA;
    this.stepB = stepB;
    this.columnB = columnB;
    this.rowOut = rowOut;
    // Pieces of nearly equal length: a short last one would be all overhead.
    long pieces = (k + BLOCK_DEPTH - 1) / BLOCK_DEPTH;
    long piece = (k + pieces - 1) / pieces;
    for (long column = 0; column < n; column += BLOCK_COLUMNS) {
      int columns = (int) Math.min(BLOCK_COLUMNS, n - column);
      long to = out + column * Float.BYTES;
      for (long at = 0; at < k; at += piece) {
        int depth = (int) Math.min(piece, k - at);
        long block = b + at * stepB + column * columnB;
        multiplyBlock(a + at * stepA, block, columns, depth, to, at > 0);
      }
    }
  }

  /** All rows of a times one block of b [depth, columns]; sets out, or adds to it. */
  private void multiplyBlock(long a, long block, int columns, int depth, long out, boolean add) {
    boolean inPlace = columnB == Float.BYTES && m <= FEW_ROWS;
    int packedFrom = inPlace ? columns / COLUMNS * COLUMNS : 0;
    for (int sliver = packedFrom; sliver < columns; sliver += COLUMNS) {
      int width = Math.min(COLUMNS, columns - sliver);
      VectorPacking.packColumns(
          block + sliver * columnB, stepB, columnB, depth, width, packed(sliver, depth));
    }
    for (long row = 0; row < m; row += ROWS) {
      long from = a + row * rowA;
      long to = out + row * rowOut;
      if (m - row >= ROWS) {
        multiplyRows(ROWS, from, rowA, stepA, block, packedFrom, columns, depth, to, add);
      } else {
        int rows = (int) (m - row);
        VectorPacking.packRows(from, rowA, stepA, rows, depth, lastRows);
        long step = (long) ROWS * Float.BYTES;
        multiplyRows(rows, lastRows, Float.BYTES, step, block, packedFrom, columns, depth, to, add);
      }
    }
  }

  /** One row of tiles; slivers of the block before packedFrom are read in place. */
  private void multiplyRows(
      int rows,
      long a,
      long row,
      long step,
      long block,
      int packedFrom,
      int columns,
      int depth,
      long out,
      boolean add) {
    for (int sliver = 0; sliver < columns; sliver += COLUMNS) {
      if (sliver < packedFrom) {
        VectorTile.multiply(a, row, step, block + (long) sliver * Float.BYTES, stepB, depth, tile);
      } else {
        long width = (long) COLUMNS * Float.BYTES;
        VectorTile.multiply(a, row, step, packed(sliver, depth), width, depth, tile);
      }
      int width = Math.min(COLUMNS, columns - sliver);
      VectorTile.flush(tile, out + (long) sliver * Float.BYTES, rowOut, rows, width, add);
    }
  }

  private long packed(int sliver, int depth) {
    return panel + (long) sliver * depth * Float.BYTES;
  }

  /**
   * out[i] = rows[i, :] · vector for k &gt; 0; the elements of a row lie one behind the other.
   *
   * @param row from one row to the next
   * @param step from one element of the vector to the next
   * @param stepOut from one element of out to the next
   */
  void multiplyVector(
      long count, long k, long rows, long row, long vector, long step, long out, long stepOut) {
    int longest = BLOCK_DEPTH * BLOCK_COLUMNS;
    for (long at = 0; at < k; at += longest) {
      int depth = (int) Math.min(longest, k - at);
      VectorPacking.packVector(vector + at * step, step, depth, panel);
      for (long first = 0; first < count; first += VectorDot.ROWS) {
        int width = (int) Math.min(VectorDot.ROWS, count - first);
        // Where fewer rows are left, one of them stands for all.
        long stepRow = width == VectorDot.ROWS ? row : 0;
        for (int i = 0; i < width; i += stepRow == 0 ? 1 : VectorDot.ROWS) {
          long from = rows + (first + i) * row + at * Float.BYTES;
          VectorDot.multiply(from, stepRow, panel, depth, tile);
          long to = out + (first + i) * stepOut;
          VectorDot.flush(tile, to, stepOut, stepRow == 0 ? 1 : VectorDot.ROWS, at > 0);
        }
      }
    }
  }
}
