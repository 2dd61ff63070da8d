package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.prepare.PrepareCommand;
import clickahead.data.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PrepareCommandTest {
  @TempDir Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  private int run(String... arguments) {
    List<String> words = new ArrayList<>(List.of("prepare"));
    words.addAll(List.of(arguments));
    return console.run(words.toArray(String[]::new));
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
    assertThat(console.out()).contains("- repeats", "train", "test", "2024-05-03 00:00");
    assertThat(console.err()).contains("reading " + folder.resolve("clicks.csv"));
  }

  @Test
  void printsTheReportAsJson() throws IOException {
    assertThat(prepareShop("--json")).isZero();
    JsonNode report = new ObjectMapper().readTree(console.out());
    assertThat(report.path("parts").path("train").path("events").asInt()).isEqualTo(2);
    assertThat(report.path("options").path("gap_seconds").asInt()).isEqualTo(43_200);
    assertThat(report).isEqualTo(Dataset.open(shop()).record());
  }

  @Test
  void handsOnWhatCannotBeUsed() throws IOException {
    assertThat(run(log(), "--out", shop().toString())).isEqualTo(2);
    assertThat(console.err()).contains("--session-column");
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

  private String clicks() throws IOException {
    return Files.writeString(
            folder.resolve("yoochoose-clicks.dat"),
            """
            1,2014-04-01T10:00:00.000Z,a,0
            1,2014-04-01T10:02:00.000Z,b,0
            2,2014-04-05T10:00:00.000Z,b,0
            2,2014-04-05T10:01:00.000Z,a,0
            3,2014-04-09T10:00:00.000Z,b,0
            3,2014-04-09T10:01:00.000Z,a,0
            """)
        .toString();
  }

  @Test
  void preparesByARecipe() throws IOException {
    assertThat(
            run(
                "--recipe",
                "rsc15",
                clicks(),
                "--min-item-support",
                "3",
                "--repeat-by-dwell",
                "75s",
                "--out",
                shop().toString()))
        .isZero();
    Dataset dataset = Dataset.open(shop());
    assertThat(dataset.train().id(0)).isEqualTo("1");
    assertThat(dataset.train().events()).as("a is repeated").isEqualTo(3);
    assertThat(dataset.trainFull().orElseThrow().events()).isEqualTo(5);
    assertThat(console.err()).contains("rsc15: rare items");
    String[] all = {
      "--recipe",
      "rsc15",
      clicks(),
      "--set",
      "min_item_support=4",
      "--overwrite",
      "--out",
      "" + shop()
    };
    assertThat(run(all)).isEqualTo(2);
    assertThat(console.err()).contains("no event is left; rare items (fewer than 4 events) took 6");
  }

  @Test
  void aRecipeRefusesOptionsThatContradictIt() throws IOException {
    for (String[] option :
        new String[][] {{"--valid-days", "1"}, {"--drop-repeats"}, {"--gap", "1h"}}) {
      String[] all = {"--recipe", "rsc15", clicks(), "--out", shop().toString()};
      String[] more = java.util.Arrays.copyOf(all, all.length + option.length);
      System.arraycopy(option, 0, more, all.length, option.length);
      assertThat(run(more)).as(option[0]).isEqualTo(2);
    }
    assertThat(console.err())
        .contains(
            "recipe rsc15 has no parameter 'gap_seconds' (it has: min_item_support, test_days)");
    assertThat(run(clicks(), "--set", "a=1", "--out", shop().toString())).isEqualTo(2);
    assertThat(console.err()).contains("add --recipe NAME");
    assertThat(shop()).doesNotExist();
  }

  @Test
  void listsTheRecipes() {
    assertThat(run("--recipes")).isZero();
    assertThat(console.out())
        .contains("rsc15", "diginetica-narm", "movielens-20m", "user-item-time");
    assertThat(run()).isEqualTo(2);
    assertThat(console.err())
        .isEqualTo("clickahead prepare: no log given; name at least one file\n");
  }

  @Test
  void refusesValuesThatAreNone() throws IOException {
    assertThat(prepareShop("--gap", "soon")).isEqualTo(2);
    assertThat(console.err()).contains("'soon' is no length of time", "30m");
    assertThat(prepareShop("--time-unit", "weeks")).isEqualTo(2);
    assertThat(console.err()).contains("'weeks' is no unit; expected s, ms, us or ns");
    assertThat(prepareShop("--format", "xls")).isEqualTo(2);
    assertThat(console.err()).contains("'xls' is no format");
  }

  @Test
  void helpShowsExamplesAndGroups() {
    String help = new picocli.CommandLine(new PrepareCommand()).getUsageMessage();
    assertThat(help)
        .contains("clickahead prepare clicks.tsv --out shop --test-days 1")
        .contains("Which columns mean what:", "How the sessions are divided:", "'%d.%m.%Y %H:%M'");
  }
}
