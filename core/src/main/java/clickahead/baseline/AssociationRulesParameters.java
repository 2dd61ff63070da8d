package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of association rules (AR), under session-rec's names. */
public record AssociationRulesParameters(
    @Parameter(
            defaultValue = "20",
            min = 0,
            text =
                "Strongest rules of each item that are kept; below 1 the share that is dropped; 0"
                    + " keeps all.")
        double pruning) {}
