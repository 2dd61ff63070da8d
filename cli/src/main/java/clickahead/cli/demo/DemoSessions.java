package clickahead.cli.demo;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.cli.console.Console;
import clickahead.cli.console.TextTable;
import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows, for three sessions of the test part, what was clicked, what is recommended, and what the
 * visitor did click next. The sessions are not picked for their results: the first ones of at least
 * five clicks after one, two and three quarters of the test part.
 */
final class DemoSessions {
  private static final int SESSIONS = 3;
  private static final int LEAST_CLICKS = 5;
  private static final int MOST_CLICKS_SHOWN = 6;
  private static final int TOP = 5;
  private static final List<String> CATEGORIES = List.of("trousers", "skirt", "blouse", "sale");
  private static final List<String> COLOURS =
      List.of(
          "beige",
          "black",
          "blue",
          "brown",
          "burgundy",
          "gray",
          "green",
          "navy blue",
          "many colours",
          "olive",
          "pink",
          "red",
          "violet",
          "white");

  private final Console console;
  private final Recommender recommender;
  private final Catalog catalog;
  private final SessionLog test;

  DemoSessions(Console console, Recommender recommender, Dataset dataset) throws IOException {
    this.console = console;
    this.recommender = recommender;
    catalog = dataset.catalog();
    test = dataset.test().orElseThrow();
  }

  void show() {
    for (int i = 1; i <= SESSIONS; i++) {
      int session = (int) ((long) test.sessions() * i / (SESSIONS + 1));
      while (session < test.sessions() && test.length(session) < LEAST_CLICKS) {
        session++;
      }
      if (session < test.sessions()) {
        show(i, session);
      }
    }
  }

  private void show(int number, int session) {
    List<String> clicks = new ArrayList<>();
    for (long e = test.start(session); e < test.start(session + 1); e++) {
      clicks.add(catalog.id(test.item(e)));
    }
    String next = clicks.removeLast();
    Session visitor = recommender.session();
    clicks.forEach(visitor::click);
    int shown = Math.min(MOST_CLICKS_SHOWN, clicks.size());
    console.line("Session %d, the last %d of %d clicks", number, shown, clicks.size());
    TextTable table = new TextTable().row("", "item", "what it is", "score", "");
    for (String item : clicks.subList(clicks.size() - shown, clicks.size())) {
      table.row("clicked", item, describe(item), "", "");
    }
    Recommendations all = visitor.recommend(recommender.catalog().size());
    int rank = rank(all, next);
    for (int i = 0; i < Math.min(TOP, all.size()); i++) {
      String score = String.format(Locale.ROOT, "%.2f", all.score(i));
      String mark = i == rank ? "<- clicked next" : "";
      table.row("recommended " + (i + 1), all.item(i), describe(all.item(i)), score, mark);
    }
    if (rank >= TOP) {
      String score = String.format(Locale.ROOT, "%.2f", all.score(rank));
      table.row("", next, describe(next), score, "<- clicked next, ranked " + (rank + 1));
    } else if (rank < 0) {
      table.row("", next, describe(next), "", "<- clicked next, new to the model");
    }
    table.print(console);
    console.line("");
  }

  private static int rank(Recommendations list, String item) {
    for (int i = 0; i < list.size(); i++) {
      if (list.item(i).equals(item)) {
        return i;
      }
    }
    return -1;
  }

  private String describe(String id) {
    int item = catalog.index(id);
    return "%s, %s, $%s"
        .formatted(
            named(CATEGORIES, catalog.value(item, "page 1 (main category)")),
            named(COLOURS, catalog.value(item, "colour")),
            catalog.value(item, "price"));
  }

  /** The data number categories and colours from 1. */
  private static String named(List<String> names, String number) {
    try {
      return names.get(Integer.parseInt(number) - 1);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return number;
    }
  }
}
