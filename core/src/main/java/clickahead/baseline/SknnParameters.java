package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of session-kNN (SKNN), under session-rec's names. */
public record SknnParameters(
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
            defaultValue = "jaccard",
            text =
                "Of the two sets of items: jaccard and tanimoto are the shared items by all items,"
                    + " cosine the shared items by the root of the product of the sizes, binary as"
                    + " session-rec has it.")
        SetSimilarity similarity,
    @Parameter(
            defaultValue = "false",
            text = "Put the last three clicks of the running session on top.")
        boolean remind,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "Weight of how many of the k sessions have the item, relative to the item that most"
                    + " of them have.")
        double popBoost,
    @Parameter(defaultValue = "true", text = "Divide scores by the largest; the order stays.")
        boolean normalize,
    @Parameter(defaultValue = "42", text = "Seed of sampling=random.") long seed) {}
