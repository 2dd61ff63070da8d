package clickahead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonSettingsTest {
  @TempDir private Path folder;

  private String read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("params.py"), text);
    return PythonSettings.read(file).stream()
        .map(s -> s.name() + "=" + s.value())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aFileOfTheOfficialShapeIsReadWithItsLines() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("params.py"),
            """
            # best parameters
            from collections import OrderedDict

            gru4rec_params = OrderedDict([
            ('loss', 'bpr-max'),  # with regularisation
            ('constrained_embedding', True),
            ("final_act", "elu-0.5"),
            ('layers', [200, 100,]),
            ('adapt_params', []),
            ('adapt', None),
            ('learning_rate', .05),
            ('n_sample', 2_048),
            ('sigma', -1e-3),
            ])
            """);
    assertThat(PythonSettings.read(file))
        .extracting(s -> s.name() + "=" + s.value())
        .containsExactly(
            "loss=bpr-max",
            "constrained_embedding=True",
            "final_act=elu-0.5",
            "layers=200/100",
            "adapt_params=",
            "adapt=None",
            "learning_rate=.05",
            "n_sample=2048",
            "sigma=-1e-3");
    assertThat(PythonSettings.read(file).getFirst().source()).isEqualTo(file + ":5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec_params = OrderedDict([('loss','top1'),('layers',(7,8))])",
        "gru4rec_params=OrderedDict((['loss','top1'],['layers',[7,8]]),)",
        "gru4rec_params = {'loss': 'top1', 'layers': [7, 8]}",
        "import collections\r\ngru4rec_params = collections.OrderedDict({'loss': \"top1\","
            + " 'layers': [7, 8],})\r\n",
        "\uFEFFgru4rec_params \\\n = \\\n dict([\n\n('loss',\n'top1'),('layers',[7,8])])"
      })
  void everyWayToWriteADictionaryMeansTheSame(String text) throws IOException {
    assertThat(read(text)).isEqualTo("loss=top1 layers=7/8");
  }

  @Test
  void anEmptyDictionaryHasNoSettings() throws IOException {
    assertThat(read("gru4rec_params = OrderedDict([])")).isEmpty();
    assertThat(read("gru4rec_params = OrderedDict()")).isEmpty();
  }

  @Test
  void escapedQuotesAreQuotes() throws IOException {
    assertThat(read("gru4rec_params = {'a': 'x\\'y', \"b\": \"#\\\\\"}")).isEqualTo("a=x'y b=#\\");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          import os;gru4rec_params = {};x = 1             | :3: | found x
          print('hello')                                  | :1: | found print
          gru4rec_params = OrderedDict([('a', open('x'))]) | :1: | found open
          gru4rec_params = OrderedDict([('a', 1 + 1)])    | :1: | expected ), found +
          gru4rec_params = load('x')                      | :1: | found load
          gru4rec_params = OrderedDict([;('a', 1);;;      | :5: | the end of the file
          gru4rec_params = OrderedDict([('a', 1) ('b', 2)]) | :1: | expected , or ]
          gru4rec_params = {'a': 1;'b': 2}                | :2: | expected , or }
          gru4rec_params = {'a': [[1]]}                   | :1: | found [
          gru4rec_params = {'a': 'x}                      | :1: | found '
          gru4rec_params = {a: 1}                         | :1: | name in quotes
          gru4rec_params = {'a': 1,;'a': 2}               | :2: | 'a' stands already in
          params = {'a': 1}                               | :1: | expected gru4rec_params
          # nothing                                       | :1: | the file ends without gru4rec_params
          """)
  void anythingElseIsOneErrorWithItsLine(String text, String line, String message) {
    assertThatThrownBy(() -> read(text.replace(';', '\n')))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("params.py" + line)
        .hasMessageContaining(message);
  }
}
