package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.InputException;
import clickahead.graph.ItemTable;
import clickahead.io.ElementType;
import clickahead.io.TensorSpec;
import clickahead.model.ModelFile;
import clickahead.model.ModelPath;
import clickahead.model.StoredModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Embeddings of a trained model as the targets of another: their directions alone, since a cosine
 * knows no length.
 */
final class FrozenEmbeddings {
  private static final String TENSOR = "items.weight";

  private FrozenEmbeddings() {}

  /**
   * Copies each item's row from the file, divided by its length; does nothing without a file.
   *
   * @param catalog the items [N]; the file may have more, in any order
   * @param to their rows [N, E]
   */
  static void copy(ModelPath from, Catalog catalog, ItemTable to) {
    if (from.isGiven()) {
      try {
        copy(from.file().orElseThrow(), catalog, to);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void copy(Path file, Catalog catalog, ItemTable to) throws IOException {
    StoredModel stored = ModelFile.open(file);
    check(file, stored, to);
    MemorySegment rows = stored.tensors().data(TENSOR, ElementType.F32);
    Catalog known = stored.origin().catalog();
    for (int item = 0; item < catalog.size(); item++) {
      int row = known.index(catalog.id(item));
      if (row < 0) {
        throw new InputException(
            "embeddings="
                + file
                + " has no item '"
                + catalog.id(item)
                + "', which the training data have. Train that model on the same data, or go on with it");
      }
      copy(rows, (long) row * to.units(), to, item);
    }
  }

  private static void check(Path file, StoredModel stored, ItemTable to) throws InputException {
    if (!stored.tensors().tensors().containsKey(TENSOR)) {
      throw new InputException(
          "embeddings="
              + file
              + " has no embeddings of items (no tensor "
              + TENSOR
              + "). Name a model of gru4rec-seq, gru4recf or narm");
    }
    TensorSpec spec = stored.tensors().tensors().get(TENSOR).spec();
    long units = spec.shape().getLast();
    if (units != to.units()) {
      throw new InputException(
          "embeddings="
              + file
              + " has rows of "
              + units
              + " units, embedding_size is "
              + to.units()
              + ". Set embedding_size="
              + units);
    }
  }

  private static void copy(MemorySegment rows, long first, ItemTable to, int item) {
    double squares = 0;
    for (int k = 0; k < to.units(); k++) {
      float x = rows.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, first + k);
      squares += (double) x * x;
    }
    double factor = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    for (int k = 0; k < to.units(); k++) {
      float x = rows.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, first + k);
      to.put(0, item, k, x * factor);
    }
  }
}
