package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.model.Gru4RecParameters;
import clickahead.model.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bptt} in every command that trains, goes on, or converts. */
class ThroughTimeCommandTest {
  private static final String SMALL = "layers=12,batch_size=8,n_sample=5,threads=1,n_epochs=";

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path log;

  @BeforeEach
  void write() throws IOException {
    log = ClickFile.of(folder.resolve("log.tsv"), 50);
  }

  private void run(String... command) {
    assertThat(console.run(command)).as(console.err()).isZero();
  }

  private Path model(String name) {
    return folder.resolve(name);
  }

  private static int bptt(Path model) throws IOException {
    return ((Gru4RecParameters) SavedModel.open(model).parameters()).bptt();
  }

  private void official(String parameters, Path out, String... more) {
    List<String> command =
        new ArrayList<>(List.of("gru4rec", "" + log, "-ps", parameters, "-s", "" + out));
    command.addAll(List.of(more));
    run(command.toArray(String[]::new));
  }

  @Test
  void theOfficialCommandLineTakesItAmongItsParameters() throws IOException {
    Path one = model("one.model");
    Path two = model("two.model");
    for (String dialect : List.of("pytorch", "theano")) {
      official(SMALL + 2, one, "--dialect", dialect);
      official(SMALL + "2,bptt=2", two, "--dialect", dialect);
      assertThat(bptt(two)).isEqualTo(2);
      assertThat(ModelBits.of(two)).isNotEqualTo(ModelBits.of(one));
    }
  }

  @Test
  void aModelGoesOnWithItUnlessItIsSetAgain() throws IOException {
    Path old = model("old.model");
    Path same = model("same.model");
    Path other = model("other.model");
    official(SMALL + "2,bptt=3", old);
    run("train", "" + log, "--from=" + old, "--out=" + same);
    run("train", "" + log, "--from=" + old, "--out=" + other, "--set=bptt=1");
    assertThat(bptt(same)).isEqualTo(3);
    assertThat(bptt(other)).isEqualTo(1);
    assertThat(ModelBits.of(same)).isNotEqualTo(ModelBits.of(other));
  }

  /** What a model was trained through is no matter to its weights' names. */
  @Test
  void itsWeightsGoToTheOfficialCodeAndComeBack() throws IOException {
    Path trained = model("trained.model");
    official(SMALL + "2,bptt=2", trained);
    Path weights = folder.resolve("weights.safetensors");
    run("export", "" + trained, "--out=" + weights);
    Path back = model("back.model");
    run("import", "" + weights, "--items=" + weights + ".items.tsv", "--out=" + back);
    assertThat(recommended(back)).isEqualTo(recommended(trained));
  }

  private String recommended(Path model) {
    run("recommend", "" + model, "--items=a,c,b", "--top=5");
    return console.out();
  }
}
