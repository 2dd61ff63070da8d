package clickahead.example;

import clickahead.AttentionWeight;
import clickahead.Availability;
import clickahead.Candidates;
import clickahead.Click;
import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import clickahead.SessionStateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The examples of docs/serving.md. */
final class Serving {
  private Serving() {}

  static Recommendations oneVisitor(Path file) throws IOException {
    Recommender recommender = Recommender.load(file); // once, for all threads

    Session session = recommender.session(); // one per visitor
    session.click("A13"); // false if the model does not know it
    List<String> unknown = session.click(List.of("A16", "B4")); // many at once

    return session.recommend(20);
  }

  static Session described(Recommender recommender, Instant time) {
    Session session = recommender.session(Map.of("country", "29"));
    session.click(Click.of("A13").with("page", "1").with("location", "5").at(time));
    session.click("A16"); // nothing else is known of this click
    return session;
  }

  static Recommendations withAttention(Session session) {
    for (AttentionWeight weight : session.attention()) { // the oldest first
      System.out.println(weight.item() + " " + weight.weight());
    }
    return session.recommend(20);
  }

  static Recommendations restricted(Recommender recommender, Session session, List<String> ids) {
    Availability stock = Availability.all(recommender.catalog()); // shared, changed at any time
    Candidates offers = recommender.candidates().without(ids).where(stock).unseen();

    stock.set("A2", false); // sold out
    return session.recommend(20, offers);
  }

  static Session moved(Recommender recommender, Map<String, byte[]> store, String visitor) {
    byte[] saved = store.get(visitor);
    try {
      return recommender.restore(saved);
    } catch (SessionStateException e) { // e.reason() says which of the four it is
      return recommender.session();
    }
  }

  static Session toAnotherModel(Session session, Recommender newer) {
    Session next = newer.session();
    next.click(session.items());
    return next;
  }

  static List<Recommendations> manyVisitors(
      Recommender recommender, List<Session> sessions, List<String> items, Candidates offers) {
    boolean[] known = recommender.click(sessions, items); // one item for each session
    return recommender.recommend(sessions, 20, offers);
  }
}
