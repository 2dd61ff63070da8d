package clickahead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Restores a session that another process saved, clicks, saves it again and recommends. */
final class RestoredSession {
  private RestoredSession() {}

  /** Arguments: the model and the file with the session's bytes. */
  public static void main(String[] arguments) throws IOException {
    Path saved = Path.of(arguments[1]);
    Session session = Recommender.load(Path.of(arguments[0])).restore(Files.readAllBytes(saved));
    session.click("item-77");
    Files.write(saved, session.save());
    System.out.println(session.recommend(20));
  }
}
