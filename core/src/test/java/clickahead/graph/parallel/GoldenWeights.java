package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.GoldenFile;
import clickahead.model.Gru4Rec;
import clickahead.model.OfficialWeights;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.model.OfficialWeights.OfficialTensor;
import java.io.IOException;

/** The official code's tensors of a golden file as our weights. */
public final class GoldenWeights {
  private GoldenWeights() {}

  /** Visits pairs of our value and the file's. */
  @FunctionalInterface
  public interface Visitor {
    /** Gets one weight. */
    void visit(String what, double ours, double golden);
  }

  /** Copies the file's weights into ours. */
  public static void load(GoldenFile golden, String prefix, Gru4Rec model) throws IOException {
    load(golden, prefix, model, Dialect.PYTORCH);
  }

  /** Copies the file's weights into ours. */
  public static void load(GoldenFile golden, String prefix, Gru4Rec model, Dialect dialect)
      throws IOException {
    for (OfficialTensor tensor : OfficialWeights.of(model, dialect)) {
      double[] values = golden.doubles(prefix + tensor.name());
      assertThat(values).as(tensor.name()).hasSize(tensor.size());
      for (int i = 0; i < values.length; i++) {
        tensor.put(i, values[i]);
      }
    }
  }

  /** Visits all weights. */
  public static void forEach(
      GoldenFile golden, String prefix, Gru4Rec model, Dialect dialect, Visitor visitor)
      throws IOException {
    for (OfficialTensor tensor : OfficialWeights.of(model, dialect)) {
      double[] values = golden.doubles(prefix + tensor.name());
      for (int i = 0; i < values.length; i++) {
        visitor.visit(tensor.name() + "[" + i + "]", tensor.get(i), values[i]);
      }
    }
  }
}
