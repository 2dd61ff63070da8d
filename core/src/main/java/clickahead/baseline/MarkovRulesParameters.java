package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of session-rec's Markov chain (MC), under its names. */
public record MarkovRulesParameters(
    @Parameter(
            defaultValue = "20",
            min = 0,
            text =
                "Strongest rules of each item that are kept; below 1 the share that is dropped; 0"
                    + " keeps all.")
        double pruning,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Only clicks from the last so many days before the log's last day (UTC), and that"
                    + " day; 0 for all.")
        int lastNDays) {}
