package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of VMIS-kNN, under Serenade's names. */
public record VmisKnnParameters(
    @Parameter(
            defaultValue = "500",
            min = 1,
            text = "Newest sessions that are looked at, of each item and in all.")
        int m,
    @Parameter(
            defaultValue = "500",
            min = 1,
            text = "Most similar of these sessions, whose items get scores.")
        int k,
    @Parameter(
            defaultValue = "2",
            min = 1,
            text = "Last clicks of the running session that are looked at.")
        int maxItemsInSession,
    @Parameter(
            defaultValue = "1",
            min = 0,
            text =
                "0 leaves the rarity of items out; any other value multiplies all scores, the order"
                    + " is the same for all.")
        double idfWeighting,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Training sessions of more distinct items are left out; 0 for the 99.5th percentile"
                    + " of the training sessions, as Serenade does.")
        int maxTrainingSessionItems,
    @Parameter(
            defaultValue = "false",
            text =
                "Leave the item clicked last out of the answer, as Serenade does: a visitor who"
                    + " clicks it again is never predicted.")
        boolean dropLastItem) {}
