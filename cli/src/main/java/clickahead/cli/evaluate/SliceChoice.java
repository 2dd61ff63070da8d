package clickahead.cli.evaluate;

import clickahead.cli.clicks.ClickLog;
import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Slice;
import clickahead.eval.Slices;
import clickahead.model.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The slices that a log allows: days need times, the items' age needs the training part too. */
public final class SliceChoice {
  private final ClickLog clicks;
  private final Origin model;

  /** Slices of the clicks that a model is measured on. */
  public SliceChoice(ClickLog clicks, Origin model) {
    this.clicks = clicks;
    this.model = model;
  }

  /** In the order of the tables. */
  public List<Slice> of(Evaluation evaluation) throws IOException {
    Slices slices = new Slices(evaluation);
    List<Slice> all = new ArrayList<>(List.of(slices.position(), slices.sessionLength()));
    if (slices.haveItems()) {
      all.add(slices.popularity(model.supports()));
      if (clicks.isTimed() && clicks.isPrepared()) {
        all.add(itemAge(slices));
      }
    }
    if (clicks.isTimed()) {
      all.add(slices.day());
    }
    return all;
  }

  private Slice itemAge(Slices slices) throws IOException {
    Dataset dataset = clicks.dataset();
    List<SessionLog> parts = new ArrayList<>(List.of(dataset.train()));
    dataset.valid().ifPresent(parts::add);
    long[] first = new long[model.supports().length];
    Arrays.fill(first, Long.MAX_VALUE);
    long last = Long.MIN_VALUE;
    Catalog catalog = dataset.catalog();
    int[] index = new int[catalog.size()];
    Arrays.setAll(index, item -> model.catalog().index(catalog.id(item)));
    for (SessionLog part : parts) {
      for (long event = 0; event < part.events(); event++) {
        long time = part.time(event);
        last = Math.max(last, time);
        int item = index[part.item(event)];
        if (item >= 0) {
          first[item] = Math.min(first[item], time);
        }
      }
    }
    // An item that training never showed is as new as can be.
    for (int item = 0; item < first.length; item++) {
      first[item] = Math.min(first[item], last);
    }
    return slices.itemAge(first, last);
  }
}
