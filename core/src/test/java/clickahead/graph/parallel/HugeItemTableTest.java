package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.train.AdaptiveOptimizer;
import java.lang.foreign.Arena;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables of more than 2^31 elements, on a mapping of which only a few pages are ever touched. */
class HugeItemTableTest {
  private static final int ITEMS = 40_000_000;
  private static final int UNITS = 31;
  private static final int[] ROWS = {0, ITEMS - 1, ITEMS / 2, 33_554_431, 33_554_432, 1};

  private final Compute compute = Compute.best();
  private final Kernels kernels = compute.kernels();

  @BeforeEach
  void onlyWhereUntouchedPagesTakeNoMemory() {
    Assumptions.assumeTrue(
        System.getProperty("os.name").equals("Linux"), "sparse mappings are used on Linux alone");
  }

  private static void fill(ItemTable table) {
    assertThat(table.items() * table.rowStride()).isGreaterThan(1L << 31);
    for (int row : ROWS) {
      for (int k = 0; k < table.units(); k++) {
        table.put(0, row, k, row % 1000 + k * 0.5);
      }
      table.put(0, row, table.units(), row % 77);
    }
  }

  @Test
  void rowsAtBothEndsKeepWhatIsWritten() {
    try (Arena arena = Arena.ofConfined()) {
      ItemTable table = new ItemTable(arena, compute, ITEMS, UNITS, 2);
      fill(table);
      for (int row : ROWS) {
        assertThat(table.get(0, row, 3)).as("row %d", row).isEqualTo(row % 1000 + 1.5);
        assertThat(table.get(0, row, UNITS)).as("bias of row %d", row).isEqualTo(row % 77);
        assertThat(table.row(1, row) - table.row(0, row)).isEqualTo(table.width() * 4L);
      }
      assertThat(table.row(0, ITEMS - 1) - table.row(0, 0))
          .isEqualTo((ITEMS - 1) * table.rowStride() * compute.elementBytes());
    }
  }

  @Test
  void kernelsGatherAndUpdateRowsAtBothEnds() {
    try (Arena arena = Arena.ofConfined()) {
      ItemTable table = new ItemTable(arena, compute, ITEMS, UNITS, 2);
      fill(table);
      int width = table.width();
      long rows = Memory.allocate(arena, (long) ROWS.length * width * compute.elementBytes());
      kernels.gatherRows(table.address(), table.rowStride(), ROWS, 0, ROWS.length, rows, width);
      for (int i = 0; i < ROWS.length * width; i++) {
        assertThat(kernels.get(rows, i))
            .isEqualTo(kernels.get(table.row(0, ROWS[i / width]), i % width));
      }
      AdaptiveOptimizer.adagrad(kernels.optimizers(), 0.5, 0)
          .updateRows(table.address(), table.rowStride(), ROWS, ROWS.length, rows, width, 0, 1);
      for (int row : ROWS) {
        double g = row % 1000 + 1.5;
        assertThat(table.get(1, row, 3))
            .as("accumulator of row %d", row)
            .isEqualTo((float) (g * g));
        assertThat(table.get(0, row, 3)).as("row %d", row).isCloseTo(g - 0.5, within(1e-4));
      }
    }
  }

  @Test
  void rowsAtTheEndAreScored() {
    try (Arena arena = Arena.ofConfined()) {
      ItemTable table = new ItemTable(arena, compute, ITEMS, UNITS, 2);
      fill(table);
      SessionStep step =
          new SessionStep(compute, table, new ItemInput(InputMode.SHARED, table), layers(arena));
      SessionStep.Scratch scratch = step.scratch(16);
      float[] state = new float[UNITS];
      java.util.Arrays.fill(state, 1);
      step.begin(state, scratch);
      step.score(0, 2, scratch);
      assertThat(scratch.score(1)).isEqualTo(expected(1));
      step.score(ITEMS - 16, 16, scratch);
      assertThat(scratch.score(15)).isEqualTo(expected(ITEMS - 1));
    }
  }

  private java.util.List<GruLayer> layers(Arena arena) {
    return GruLayer.stack(
        new Workspace(arena, compute, 1, 1),
        UNITS,
        java.util.List.of(UNITS),
        java.util.List.of(Cell.RESET_AFTER),
        clickahead.math.Activation.TANH,
        1);
  }

  private static float expected(int row) {
    float sum = row % 77;
    for (int k = 0; k < UNITS; k++) {
      sum += row % 1000 + k * 0.5f;
    }
    return sum;
  }
}
