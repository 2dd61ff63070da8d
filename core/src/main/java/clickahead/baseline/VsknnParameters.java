package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of VSKNN, under session-rec's names. */
public record VsknnParameters(
    @Parameter(
            defaultValue = "100",
            min = 1,
            text = "Most similar sessions, whose items get scores.")
        int k,
    @Parameter(
            defaultValue = "1000",
            min = 0,
            text =
                "Newest sessions sharing an item with the running one that are compared with it; 0"
                    + " for all.")
        int sampleSize,
    @Parameter(
            defaultValue = "recent",
            text =
                "Sessions that are compared where more share an item: recent takes the newest, random"
                    + " any of them, the same for the same clicks and seed; that looks at all of them.")
        NeighbourSampling sampling,
    @Parameter(
            defaultValue = "vec",
            text =
                "vec is the weight of the shared items by the running session's distinct items,"
                    + " cosine that weight by the norms of the two sessions.")
        WeightedSimilarity similarity,
    @Parameter(
            defaultValue = "div",
            text =
                "Weight of a click of the running session: div its position by the clicks,"
                    + " quadratic the square of that, linear 1 less a tenth for each later click, log"
                    + " 1 / log10(later clicks + 1.7), same 1.")
        Decay weighting,
    @Parameter(
            defaultValue = "div",
            text =
                "Weight of a neighbour by how many clicks ago its last shared item was clicked: div 1"
                    + " / distance, quadratic 1 / distance^2, linear 1 - distance / 10, log 1 /"
                    + " log10(distance + 1.7), same 1.")
        Decay weightingScore,
    @Parameter(
            defaultValue = "false",
            text =
                "Weigh a neighbour by (7/8)^days, the days between it and the last click; where the time"
                    + " of clicks is not told, that of the newest training session.")
        boolean weightingTime,
    @Parameter(
            defaultValue = "false",
            text =
                "Weigh a click of the running session by the time until the next one too, relative to"
                    + " the longest such time; the last click counts in full. Where the times of"
                    + " clicks are not told, all do.")
        boolean dwellingTime,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Weight of an item's rarity, ln(sessions / clicks on it), in its score; False in"
                    + " session-rec is 0, True is 1.")
        double idfWeighting,
    @Parameter(
            defaultValue = "false",
            text = "Take the rarity of the running session's items for their weights.")
        boolean idfWeightingSession,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text = "Last clicks of the running session that are looked at; 0 for all.")
        int lastNClicks,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Only clicks from the last so many days before the log's last day (UTC), and that"
                    + " day; 0 for all.")
        int lastNDays,
    @Parameter(defaultValue = "true", text = "Recommend items of the running session too.")
        boolean remind,
    @Parameter(
            defaultValue = "false",
            text =
                "Multiply the scores of the running session's items by one more than their clicks in"
                    + " it.")
        boolean pushReminders,
    @Parameter(
            defaultValue = "false",
            text =
                "Raise the first three items of the running session that have a score to the 17th"
                    + " best, where they are below it.")
        boolean addReminders,
    @Parameter(defaultValue = "true", text = "Divide scores by the largest; the order stays.")
        boolean normalize,
    @Parameter(defaultValue = "42", text = "Seed of sampling=random.") long seed) {}
