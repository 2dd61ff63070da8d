package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of sequential rules (SR), under session-rec's names. */
public record SequentialRulesParameters(
    @Parameter(defaultValue = "10", min = 1, text = "Clicks that a rule may span.") int steps,
    @Parameter(
            defaultValue = "div",
            text =
                "Weight of a pair by its distance: div 1 / distance, quadratic 1 / distance^2, linear"
                    + " 1 - distance / 10, log 1 / log10(distance + 1.7), same 1.")
        Decay weighting,
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
        int lastNDays,
    @Parameter(
            defaultValue = "0",
            min = 0,
            max = 2,
            text =
                "Rarity of the first item, between 0 and 1 for the most and the least clicked: 1"
                    + " multiplies weights by it, 2 adds it, 0 leaves it out.")
        int idfWeight,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text = "Clicks before the last one whose rules count too.")
        int lastInSession,
    @Parameter(
            defaultValue = "div",
            text = "Weight of the rules of earlier clicks, by how many clicks ago they were.")
        Decay sessionWeighting) {}
