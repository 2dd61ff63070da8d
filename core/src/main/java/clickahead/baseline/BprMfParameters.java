package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of BPR-MF, under the names of the official GRU4Rec baselines. */
public record BprMfParameters(
    @Parameter(
            fixed = true,
            defaultValue = "100",
            min = 1,
            text = "Factors of each item and session.")
        int nFactors,
    @Parameter(defaultValue = "10", min = 0, text = "Passes over the clicks.") int nIterations,
    @Parameter(
            defaultValue = "0.01",
            min = 0,
            aboveMin = true,
            text = "Step size of the stochastic gradient descent.")
        double learningRate,
    @Parameter(defaultValue = "0", min = 0, text = "Weight of L2 on the sessions' factors.")
        double lambdaSession,
    @Parameter(defaultValue = "0", min = 0, text = "Weight of L2 on items' factors and biases.")
        double lambdaItem,
    @Parameter(
            defaultValue = "0.05",
            min = 0,
            text = "Bound of the uniform first factors, or deviation of the normal ones.")
        double sigma,
    @Parameter(defaultValue = "false", text = "Draw the first factors from a normal distribution.")
        boolean initNormal,
    @Parameter(
            defaultValue = "false",
            text =
                "Learn a bias of each item. The original has it in its formulas and never moves it;"
                    + " learnt, it outweighs the session.")
        boolean itemBias,
    @Parameter(defaultValue = "42", text = "Seed of everything random.") long seed) {}
