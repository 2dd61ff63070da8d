package clickahead.example;

import clickahead.Recommendations;
import clickahead.Recommender;
import clickahead.Session;
import java.nio.file.Path;

/** The example of the README. */
final class QuickStart {
  private QuickStart() {}

  static void main(String[] args) throws Exception {
    Recommender recommender = Recommender.load(Path.of(args[0])); // once, for all visitors

    Session session = recommender.session(); // one per visitor
    session.click("A13");
    session.click("A16");

    Recommendations next = session.recommend(5);
    for (int i = 0; i < next.size(); i++) {
      System.out.println(next.item(i) + " " + next.score(i));
    }
  }
}
