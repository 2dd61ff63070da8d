package clickahead.cli.evaluate;

import clickahead.cli.clicks.ClickLog;
import clickahead.data.Catalog;
import clickahead.eval.Evaluation;
import clickahead.eval.TestSessions;
import clickahead.model.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that several models are measured on: those whose items all of them know. Each model
 * ranks among its own items.
 */
public final class JointEvents {
  private JointEvents() {}

  /**
   * The same events for each model.
   *
   * @param models what each model keeps of its training log, by name
   */
  public static Map<String, Evaluation> of(
      ClickLog clicks, ProtocolOptions protocol, Map<String, Origin> models) throws IOException {
    Catalog log = clicks.dataset().catalog();
    List<int[]> mappings = new ArrayList<>();
    models.forEach((name, model) -> mappings.add(TestSessions.mapping(log, model.catalog())));
    for (int item = 0; item < log.size(); item++) {
      int i = item;
      if (mappings.stream().anyMatch(mapping -> mapping[i] < 0)) {
        mappings.forEach(mapping -> mapping[i] = -1);
      }
    }
    Map<String, Evaluation> evaluations = new LinkedHashMap<>();
    for (Map.Entry<String, Origin> model : models.entrySet()) {
      TestSessions test = TestSessions.of(clicks.test(), mappings.get(evaluations.size()));
      Origin of = model.getValue();
      evaluations.put(
          model.getKey(), new Evaluation(test, protocol.protocol(of.supports(), of.catalog())));
    }
    return evaluations;
  }
}
