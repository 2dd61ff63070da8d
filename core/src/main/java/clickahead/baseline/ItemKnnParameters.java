package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of item-kNN, under the names of the official GRU4Rec baselines. */
public record ItemKnnParameters(
    @Parameter(
            defaultValue = "100",
            min = 1,
            text = "Most similar items of each item that are kept.")
        int nSims,
    @Parameter(
            defaultValue = "20",
            min = 0,
            text = "Clicks added to those on an item, so that rare ones are not taken for alike.")
        double lmbd,
    @Parameter(
            defaultValue = "0.5",
            min = 0,
            max = 1,
            text =
                "Share of the normalisation that the last clicked item has; the rest is the"
                    + " recommended item's. 0.5 is the cosine.")
        double alpha) {}
