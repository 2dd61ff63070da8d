package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.TensorSpec;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import clickahead.model.StoredTensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** BPR-MF, whose file holds the items' factors and biases: learning them takes long. */
public final class BprMfKind extends BaselineKind<BprMfParameters> {
  static final String WEIGHTS = "items.weights";

  /** For the service loader. */
  public BprMfKind() {
    super("bpr-mf", "Matrix factorisation with BPR (Rendle et al. 2009)", BprMfParameters.class);
  }

  @Override
  BprMf train(SessionLog log, int items, BprMfParameters parameters) {
    return BprMf.train(log, items, parameters);
  }

  private static TensorSpec spec(int items, BprMfParameters parameters) {
    return TensorSpec.of(WEIGHTS, ElementType.F32, items, parameters.nFactors() + 1);
  }

  @Override
  List<StoredTensor> tensors(Baseline baseline, SessionLog log) {
    BprMf model = (BprMf) baseline;
    return List.of(
        new StoredCopy(
            TensorSpec.of(WEIGHTS, ElementType.F32, model.items(), model.factors() + 1),
            model.weights()));
  }

  @Override
  Baseline read(StoredModel file, Origin origin, BprMfParameters parameters) throws IOException {
    int items = origin.catalog().size();
    TensorSpec expected = spec(items, parameters);
    TensorSpec found = file.tensors().tensor(WEIGHTS, ElementType.F32).spec();
    if (!found.equals(expected)) {
      throw new FormatException(
          file.file(), "damaged: tensor " + expected + " expected, found " + found);
    }
    MemorySegment saved = file.tensors().data(WEIGHTS, ElementType.F32);
    MemorySegment weights = Arena.ofAuto().allocate(Math.max(1, saved.byteSize()), Float.BYTES);
    MemorySegment.copy(saved, 0, weights, 0, saved.byteSize());
    return new BprMf(weights, items, parameters.nFactors());
  }
}
