package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.math.Precision;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainingListener;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class Bfloat16TrainingTest {
  private static final int ITEMS = 60;
  private static final SessionLog LOG = TinyLog.of(400, ITEMS, 3);

  private static double lastLoss(String precision, String loss) {
    Gru4RecParameters parameters =
        TrainingSettings.of(
            Map.of("layers", "24", "n_sample", "32", "threads", "2", "n_epochs", "6"),
            Map.of("precision", precision, "loss", loss));
    Compute compute = Compute.best(parameters.precision());
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, compute)) {
      double last = Double.NaN;
      for (int epoch = 0; epoch < parameters.nEpochs(); epoch++) {
        last = trainer.trainEpoch(TrainingListener.NONE).loss();
      }
      return last;
    }
  }

  @Test
  void roundedOperandsChangeTheLossByLittleButBySomething() {
    for (String loss : new String[] {"cross-entropy", "bpr-max"}) {
      double single = lastLoss("f32", loss);
      double rounded = lastLoss("bf16", loss);
      assertThat(rounded)
          .as(loss)
          .isNotEqualTo(single)
          .isCloseTo(single, Offset.offset(0.01 * single));
    }
  }

  @Test
  void autoIsOneOfTheTwo() {
    String auto = Compute.best(Precision.AUTO).products().describe();
    assertThat(auto)
        .isIn(
            Compute.best(Precision.F32).products().describe(),
            Compute.best(Precision.BF16).products().describe());
  }
}
