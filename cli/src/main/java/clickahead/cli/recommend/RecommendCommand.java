package clickahead.cli.recommend;

import clickahead.Candidates;
import clickahead.Click;
import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.cli.console.Program;
import clickahead.cli.console.TextTable;
import clickahead.data.Catalog;
import clickahead.data.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import tools.jackson.databind.ObjectMapper;

/** Recommends for sessions that are typed or piped in. */
@Command(
    name = "recommend",
    description = {
      "Recommends the next item of a session.",
      "Prints items best first, with the model's raw scores and the item's columns. Without --items it reads sessions from stdin, one a line, items separated by commas",
      "or else by spaces, or JSON objects: {\"session\": {\"country\": \"PL\"}, \"events\":",
      "[{\"item\": \"A13\", \"price\": 38}]}.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  clickahead recommend shop.model --items A13,A16 --top 5",
      "  clickahead recommend shop.model --items A13,A16 --only campaign.txt --exclude-seen",
      "  clickahead recommend shop.model --session country=PL --items A13@price=38,A16@price=33",
      "  clickahead recommend narm.model --items A13,A16,A2 --attention",
      "  clickahead recommend shop.model --json < sessions.txt"
    })
public final class RecommendCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParentCommand private Program program;

  @Parameters(paramLabel = "MODEL", description = "A model that 'train' saved.")
  private Path model;

  @Option(
      names = "--items",
      paramLabel = "A,B,C",
      description =
          "The items clicked, in order; behind an item what is known of the click, where the model"
              + " looks at it, such as A13@type=view@price=38@time=0 (seconds or ISO 8601); values with spaces,"
              + " commas or @ in double quotes, tags=\"red new\".")
  private String items;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "20",
      description = "How many to recommend (default: ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--session",
      paramLabel = "NAME=VALUE",
      split = ",",
      description =
          "What is known of the session, for a model that looks at it, such as country=PL.")
  private Map<String, String> sessionValues = new LinkedHashMap<>();

  @Mixin private CandidateOptions restrictions;

  @Option(
      names = "--attention",
      description = "Show how the model weighs the clicks, for a model with attention.")
  private boolean attention;

  @Option(names = "--json", description = "Print one JSON object per session.")
  private boolean json;

  private final Set<String> said = new HashSet<>();

  /** A session's clicks, and those among them that the model does not know. */
  private record Clicks(List<String> items, List<String> unknown) {}

  @Override
  public Integer call() throws IOException {
    if (top < 1) {
      throw new InputException("--top is " + top + ", it must be at least 1");
    }
    Recommender recommender = Recommender.load(model);
    if (attention && !recommender.attends()) {
      throw new InputException(
          model
              + ": a model of the kind "
              + recommender.model().kind()
              + " has no attention to show, one of the kind narm has. Leave out --attention");
    }
    Candidates candidates = restrictions.candidates(recommender, program.console());
    if (items != null) {
      recommend(recommender, candidates, items);
      return 0;
    }
    BufferedReader sessions =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean first = true;
    for (String line = sessions.readLine(); line != null; line = sessions.readLine()) {
      if (!first && !json) {
        program.console().line("");
      }
      first = false;
      recommend(recommender, candidates, line);
    }
    return 0;
  }

  private void recommend(Recommender recommender, Candidates candidates, String line)
      throws InputException {
    SessionLine told = SessionLine.parse(line, recommender, sessionValues);
    sayWhatIsIgnored(recommender, told);
    Session session = recommender.session(told.values());
    List<String> unknown = new ArrayList<>();
    for (Click click : told.clicks()) {
      if (!session.click(click)) {
        unknown.add(click.item());
      }
    }
    Clicks clicks = new Clicks(told.items(), unknown);
    for (String item : clicks.unknown) {
      program.console().remark("the model does not know the item '%s'; skipped", item);
    }
    Recommendations list = session.recommend(top, candidates);
    AttentionTable weights = new AttentionTable(session.attention());
    if (json) {
      printJson(recommender.catalog(), clicks, list, weights);
    } else {
      print(recommender.catalog(), clicks, list);
      if (attention && !list.popular()) {
        program.console().line("");
        weights.print(program.console());
      }
    }
  }

  /** A misspelt name would else be a value that is missing, and nobody would know. */
  private void sayWhatIsIgnored(Recommender recommender, SessionLine told) {
    List<String> columns = recommender.eventColumns();
    if (!columns.isEmpty() && told.clicks().stream().allMatch(c -> c.values().isEmpty())) {
      sayOnce(
          "the model looks at "
              + String.join(", ", columns)
              + " of events, and is told none; they are unknown to it");
    }
    for (String name : told.values().keySet()) {
      ignored("sessions", name, recommender.sessionColumns());
    }
    for (Click click : told.clicks()) {
      for (String name : click.values().keySet()) {
        ignored("events", name, recommender.eventColumns());
      }
    }
  }

  private void ignored(String of, String name, List<String> known) {
    if (!known.contains(name)) {
      sayOnce(
          String.format(
              "the model does not look at '%s' of %s; ignored (it looks at: %s)",
              name, of, known.isEmpty() ? "nothing" : String.join(", ", known)));
    }
  }

  private void sayOnce(String text) {
    if (said.add(text)) {
      program.console().remark("%s", text);
    }
  }

  private void print(Catalog catalog, Clicks clicks, Recommendations list) {
    if (items == null) {
      program.console().line("# %s", String.join(" ", clicks.items));
    }
    if (list.popular()) {
      program.console().remark("no item of the session is known; these are the most popular ones");
    }
    List<String> head = new ArrayList<>(List.of("item", list.popular() ? "clicks" : "score"));
    head.addAll(catalog.columns());
    TextTable table = new TextTable().row(head.toArray());
    for (int i = 0; i < list.size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(list.item(i));
      row.add(String.format(Locale.ROOT, list.popular() ? "%.0f" : "%.4f", list.score(i)));
      row.addAll(columns(catalog, list.index(i)).values());
      table.row(row.toArray());
    }
    table.print(program.console());
  }

  private void printJson(
      Catalog catalog, Clicks clicks, Recommendations list, AttentionTable weights) {
    List<Map<String, Object>> recommended = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("item", list.item(i));
      one.put("score", list.score(i));
      one.put("columns", columns(catalog, list.index(i)));
      recommended.add(one);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("items", clicks.items);
    result.put("unknown_items", clicks.unknown);
    result.put("popular", list.popular());
    result.put("recommendations", recommended);
    if (attention) {
      result.put("attention", weights.json());
    }
    program.console().line("%s", JSON.writeValueAsString(result));
  }

  private static Map<String, String> columns(Catalog catalog, int item) {
    Map<String, String> values = new LinkedHashMap<>();
    catalog.columns().forEach(name -> values.put(name, catalog.value(item, name)));
    return values;
  }
}
