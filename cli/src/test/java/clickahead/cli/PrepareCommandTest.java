package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PrepareCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Exception failure;

  private int run(String... arguments) {
    return new CommandLine(new PrepareCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (exception, command, result) -> {
              failure = exception;
              return 1;
            })
        .execute(arguments);
  }

  private String log() throws IOException {
    return Files.writeString(
            folder.resolve("clicks.csv"),
            """
            visitor;product;year;month;day;click;colour
            u;a;2024;5;1;2;red
            u;b;2024;5;1;1;blue
            u;c;2024;5;3;1;green
            u;c;2024;5;3;2;green
            u;a;2024;5;3;3;red
            """)
        .toString();
  }

  private Path shop() {
    return folder.resolve("shop");
  }

  private int prepareShop(String... more) throws IOException {
    String[] usual = {
      log(),
      "--out",
      shop().toString(),
      "--user-column",
      "visitor",
      "--gap",
      "12h",
      "--item-column",
      "product",
      "--time-columns",
      "year,month,day",
      "--order-column",
      "click",
      "--item-columns",
      "colour",
      "--drop-repeats",
      "--test-days",
      "1"
    };
    String[] all = java.util.Arrays.copyOf(usual, usual.length + more.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return run(all);
  }

  @Test
  void makesADataSetAndPrintsTheTable() throws IOException {
    assertThat(prepareShop()).isZero();
    Dataset dataset = Dataset.open(shop());
    assertThat(dataset.train().events()).isEqualTo(2);
    assertThat(dataset.catalog().id(dataset.train().item(0))).isEqualTo("b");
    assertThat(dataset.test().orElseThrow().events()).isEqualTo(2);
    assertThat(dataset.catalog().value(0, "colour")).isEqualTo("blue");
    assertThat(out.toString()).contains("- repeats", "train", "test", "2024-05-03 00:00");
    assertThat(err.toString()).contains("reading " + folder.resolve("clicks.csv"));
  }

  @Test
  void printsTheReportAsJson() throws IOException {
    assertThat(prepareShop("--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(out.toString());
    assertThat(report.path("parts").path("train").path("events").asInt()).isEqualTo(2);
    assertThat(report.path("options").path("gap_seconds").asInt()).isEqualTo(43_200);
    assertThat(report).isEqualTo(Dataset.open(shop()).record());
  }

  @Test
  void handsOnWhatCannotBeUsed() throws IOException {
    assertThat(run(log(), "--out", shop().toString())).isEqualTo(1);
    assertThat(failure).isInstanceOf(InputException.class).hasMessageContaining("--session-column");
    assertThat(shop()).doesNotExist();
  }

  @Test
  void readsSessionListsAndTheirLines() throws IOException {
    Path list = Files.writeString(folder.resolve("list.txt"), "a b\nb a\na a b\n");
    assertThat(
            run(list.toString(), "--session-list", "--test-lines", "1", "--out", shop().toString()))
        .isZero();
    assertThat(Dataset.open(shop()).test().orElseThrow().events()).isEqualTo(3);
  }

  @Test
  void refusesValuesThatAreNone() throws IOException {
    assertThat(prepareShop("--gap", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is no length of time", "30m");
    assertThat(prepareShop("--time-unit", "weeks")).isEqualTo(2);
    assertThat(err.toString()).contains("'weeks' is no unit; expected s, ms, us or ns");
    assertThat(prepareShop("--format", "xls")).isEqualTo(2);
    assertThat(err.toString()).contains("'xls' is no format");
  }

  @Test
  void helpShowsExamplesAndGroups() {
    String help = new CommandLine(new PrepareCommand()).getUsageMessage();
    assertThat(help)
        .contains("clickahead prepare clicks.tsv --out shop --test-days 1")
        .contains("Which columns mean what:", "How the sessions are divided:", "'%d.%m.%Y %H:%M'");
  }
}
