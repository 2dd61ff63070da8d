package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** From a log whose events say more than their item to what is recommended for a session. */
class EventFeatureCommandTest {
  private static final int KINDS = 4;
  private static final String COLUMNS = "--event-features=type,price,tags,spot";
  private static final String FEATURES =
      "selected_features=event:type/event:price:bucketed:8/event:dwell/session:country"
          + "/event:tags:token_seq/event:spot:vector:3";

  @TempDir private static Path folder;
  private static Path log;
  private static Path model;

  private final ConsoleOutput console = new ConsoleOutput();

  /** The type of the first click tells the third item; nothing else does. */
  @BeforeAll
  static void prepareAndTrain() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>(List.of("session,item,time,type,price,country,tags,spot"));
    for (int s = 0; s < 500; s++) {
      int kind = random.nextInt(KINDS);
      String[] items = {"a" + random.nextInt(9), "a" + random.nextInt(9), "k" + kind};
      String[] types = {"t" + kind, "", "t" + random.nextInt(KINDS)};
      for (int i = 0; i < 3; i++) {
        lines.add(
            String.join(
                ",",
                "" + s,
                items[i],
                "" + (1_700_000_000L + 600L * s + 20 * i + random.nextInt(20)),
                types[i],
                "" + random.nextInt(50),
                random.nextBoolean() ? "PL" : "CZ",
                "red w" + random.nextInt(3),
                random.nextInt(9) + " 0.5"));
      }
    }
    log = Files.write(folder.resolve("log.csv"), lines);
    Path shop = folder.resolve("shop");
    model = folder.resolve("shop.model");
    ConsoleOutput.succeeding(
        "prepare", "" + log, "--out", "" + shop, COLUMNS, "--session-features=country");
    ConsoleOutput.succeeding(
        "train",
        "" + shop,
        "--model",
        "gru4recf",
        "--out",
        "" + model,
        "--set",
        FEATURES,
        "--set",
        "epochs=12",
        "--set",
        "train_batch_size=64",
        "--set",
        "learning_rate=0.02",
        "--set",
        "embedding_size=16",
        "--set",
        "hidden_size=24",
        "--set",
        "threads=1");
  }

  private String best(String... options) {
    List<String> command = new ArrayList<>(List.of("recommend", "" + model, "--top=1", "--json"));
    command.addAll(List.of(options));
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    JsonNode answer = new ObjectMapper().readTree(console.out());
    return answer.path("recommendations").path(0).path("item").asString();
  }

  @Test
  void whatIsKnownOfAClickTellsTheNextItem() {
    for (int kind = 0; kind < KINDS; kind++) {
      String items = "a1@type=t" + kind + "@price=7@time=0,a2@time=30";
      assertThat(best("--items", items, "--session", "country=PL")).isEqualTo("k" + kind);
    }
  }

  @Test
  void itMayBeSaidAsJson() {
    String object =
        "{\"session\": {\"country\": \"CZ\"}, \"events\": [{\"item\": \"a1\", \"type\": \"t2\","
            + " \"price\": 7, \"time\": \"2026-03-01T10:00:00Z\"}, \"a3\"]}";
    assertThat(best("--items", object)).isEqualTo("k2");
    assertThat(console.err()).doesNotContain("ignored");
  }

  private String told(String items) {
    assertThat(console.run("recommend", "" + model, "--json", "--items", items))
        .as(console.err())
        .isZero();
    JsonNode answer = new ObjectMapper().readTree(console.out());
    assertThat(answer.path("unknown_items")).isEmpty();
    return answer.path("recommendations").toString();
  }

  @Test
  void listsAndVectorsAreQuoted() {
    String both = told("a1@type=t1@tags=\"red w2\"@spot=\"7 0.5\"");
    assertThat(told("a1@type=t1@tags=w2 red@spot=7 0.5,")).isEqualTo(both);
    assertThat(told("  a1@spot=\"7 0.5\"@tags=\"w2 , @ red\"@type=t1 ")).isEqualTo(both);
    assertThat(
            told(
                "{\"events\": [{\"item\": \"a1\", \"type\": \"t1\", \"tags\": [\"red\", \"w2\"],"
                    + " \"spot\": [7, 0.5]}]}"))
        .isEqualTo(both);
    assertThat(told("a1@type=t1@tags=red@spot=\"7 0.5\"")).isNotEqualTo(both);
    assertThat(told("a1@type=t1@tags=\"red w2\"@spot=\"8 0.5\"")).isNotEqualTo(both);
  }

  @Test
  void whatTheModelDoesNotLookAtIsSaid() {
    assertThat(best("--items", "a1@typ=t1,a2", "--session", "device=phone")).isNotEmpty();
    assertThat(console.err())
        .contains(
            "the model does not look at 'typ' of events; ignored (it looks at: type, price, tags, spot)",
            "the model does not look at 'device' of sessions; ignored (it looks at: country)");
    assertThat(best("--items", "a1,a2")).isNotEmpty();
    assertThat(console.err())
        .contains("the model looks at type, price, tags, spot of events, and is told none");
  }

  @Test
  void whatCannotBeReadIsAnError() {
    for (String[] wrong :
        new String[][] {
          {"a1@price=cheap", "a value of event:price: 'cheap' in the column 'price' is no number"},
          {"a1@type", "'a1@type': 'type' is no value"},
          {
            "a1@spot=1", "a value of event:spot: '1' in the column 'spot' has 1 numbers, expected 2"
          },
          {"a1@tags=\"red w1", "a quote is not closed"},
          {"a1@time=noon", "'noon' is no time; write seconds since 1970, or ISO 8601"},
          {"{\"events\": [{\"type\": \"t1\"}]}", "an event without \"item\""},
          {"{\"items\": []}", "no array \"events\""},
          {"{", "Unexpected end-of-input"}
        }) {
      assertThat(console.run("recommend", "" + model, "--items", wrong[0])).isEqualTo(2);
      assertThat(console.err()).contains(wrong[1]);
    }
  }

  @Test
  void fileThatWasNotPreparedIsReadWithTheColumnsThatTheModelLooksAt() throws IOException {
    assertThat(console.run("evaluate", "" + model, "" + log, "--json")).as(console.err()).isZero();
    Path small = folder.resolve("small.csv");
    Files.write(small, Files.readAllLines(log).subList(0, 31));
    String[] train = {
      "train",
      "" + small,
      "--model",
      "gru4recf",
      "--out",
      "" + folder.resolve("small.model"),
      "--set",
      "epochs=1",
      "--set",
      "threads=1",
      "--set",
      FEATURES
    };
    assertThat(console.run(train)).as(console.err()).isZero();
    train[train.length - 1] = "selected_features=event:kind/session:country";
    assertThat(console.run(train)).isEqualTo(2);
    assertThat(console.err())
        .contains(
            "small.csv:1: no column 'kind' (found: session, item, time, type, price, country, tags, spot)");
  }

  @Test
  void preparedFolderThatLacksAColumnIsNamedWithThoseThatItHas() {
    Path plain = folder.resolve("plain");
    ConsoleOutput.succeeding(
        "prepare", "" + log, "--out", "" + plain, "--event-features=price", "--test-days=1");
    assertThat(console.run("evaluate", "" + model, "" + plain)).isEqualTo(2);
    assertThat(console.err())
        .contains(
            plain.resolve("test.safetensors")
                + ": no event column 'type', which selected_features asks for (found: price)."
                + " Prepare the log with --event-features type");
  }

  @Test
  void convertedLogKeepsThem() throws IOException {
    Path out = folder.resolve("shop.jsonl");
    assertThat(
            console.run("convert", "" + folder.resolve("shop"), "--to", "jsonl", "--out", "" + out))
        .as(console.err())
        .isZero();
    assertThat(Files.readAllLines(out).getFirst())
        .contains("\"type\":\"t", "\"price\":\"", "\"country\":\"");
  }
}
