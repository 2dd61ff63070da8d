package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.model.ModelKind;
import clickahead.train.ResumableKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What models that are made in one pass cannot do is one clear error. */
class OnePassModelsTest {
  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  static Stream<String> kinds() {
    return ModelKind.all().stream()
        .filter(kind -> !(kind instanceof ResumableKind))
        .map(ModelKind::name);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theyLeaveNothingToResumeAndTakeNoOptionsForWeights(String kind) throws IOException {
    Path log = Files.write(folder.resolve("log.txt"), List.of("a b c", "b c a", "c a b"));
    Path old = folder.resolve("old.model");
    List<String> train =
        List.of("train", "" + log, "--session-list", "--model", kind, "--out", "" + old);
    assertThat(console.run(train.toArray(String[]::new))).as(console.err()).isZero();
    byte[] before = Files.readAllBytes(old);
    assertThat(console.out().lines().skip(1)).allMatch(line -> line.matches(" +1 +- .*"));
    fails(train, List.of("--resume"), "--resume: a model of %s is made in one pass");
    List<String> from = List.of("--from", "" + old);
    for (String[] option :
        new String[][] {
          {"--new-items", "glorot"}, {"--optimizer-state", "keep"}, {"--supports", "new"}
        }) {
      List<String> more = new ArrayList<>(from);
      more.addAll(List.of(option));
      fails(train, more, option[0] + " means nothing to a model of %s, see docs/models.md");
    }
    fails(
        train.stream().map(word -> word.equals(kind) ? "narm" : word).toList(),
        from,
        "is a model of %1$s. Go on with --model %1$s, or leave --from out");
    assertThat(Files.readAllBytes(old)).isEqualTo(before);
  }

  private void fails(List<String> train, List<String> more, String error) {
    String kind = train.get(train.indexOf("--model") + 1);
    List<String> command = new ArrayList<>(train);
    command.addAll(more);
    assertThat(console.run(command.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.err()).startsWith("clickahead train: ").hasLineCount(1);
    assertThat(console.err())
        .containsAnyOf(
            kinds()
                .filter(name -> kind.equals("narm") || name.equals(kind))
                .map(error::formatted)
                .toArray(String[]::new));
  }
}
