package clickahead;

import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A program that trains and recommends, and knows nothing of the engine's flags. */
final class PlainTraining {
  private PlainTraining() {}

  /** Prints what is recommended after two clicks. */
  public static void main(String[] arguments) throws IOException {
    Path file = Files.createTempFile("clickahead", ".model");
    TinyTraining.of(
        30,
        Compute.best(),
        Map.of(),
        model -> {
          try {
            ModelFile.save(file, model);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return null;
        });
    Session session = Recommender.load(file).session();
    session.click("item-3");
    session.click("item-1");
    Recommendations next = session.recommend(3);
    for (int i = 0; i < next.size(); i++) {
      System.out.println(next.item(i));
    }
    Files.delete(file);
  }
}
