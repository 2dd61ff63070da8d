package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of VSTAN, under session-rec's names. */
public record VstanParameters(
    @Parameter(
            defaultValue = "100",
            min = 1,
            text = "Most similar sessions, whose items get scores.")
        int k,
    @Parameter(
            defaultValue = "5000",
            min = 0,
            text =
                "Newest sessions sharing an item with the running one that are compared with it; 0"
                    + " for all.")
        int sampleSize,
    @Parameter(
            defaultValue = "1.02",
            min = 0,
            text =
                "Clicks by which the weight of a click of the running session falls to 1/e; 0 weighs"
                    + " all clicks the same.")
        double lambdaSpw,
    @Parameter(
            defaultValue = "5",
            min = 0,
            text =
                "Days by which the weight of a past session falls to 1/e; 0 weighs all the same"
                    + " (None crashes in session-rec).")
        double lambdaSnh,
    @Parameter(
            defaultValue = "2.05",
            min = 0,
            text =
                "Clicks from the last shared item by which the weight of a neighbour's item falls to"
                    + " 1/e; 0 weighs all the same.")
        double lambdaInh,
    @Parameter(
            defaultValue = "1.02",
            min = 0,
            text =
                "Clicks since its last shared item by which the weight of a neighbour falls to 1/e;"
                    + " 0 weighs all the same.")
        double lambdaIpw,
    @Parameter(
            defaultValue = "5",
            min = 0,
            text =
                "Weight of an item's rarity, ln(sessions / clicks on it), in its score; None in"
                    + " session-rec is 0.")
        double lambdaIdf,
    @Parameter(defaultValue = "true", text = "Recommend items of the running session too.")
        boolean remind) {

  /** What VSTAN has in common with STAN. */
  StanParameters stan() {
    return new StanParameters(k, sampleSize, lambdaSpw, lambdaSnh, lambdaInh, remind);
  }
}
