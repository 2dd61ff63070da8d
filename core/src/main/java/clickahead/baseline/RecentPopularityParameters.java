package clickahead.baseline;

import clickahead.config.Parameter;

/** The parameters of recent popularity, under session-rec's names. */
public record RecentPopularityParameters(
    @Parameter(
            defaultValue = "1",
            min = 0,
            text = "Days before the log's last day (UTC) whose clicks count, beside that day's.")
        int numDays) {}
