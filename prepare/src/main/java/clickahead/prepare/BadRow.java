package clickahead.prepare;

/**
 * A row that could not be used.
 *
 * @param file its file
 * @param line its line, from 1; for Parquet its row
 * @param reason what is wrong with it
 * @param text its text, shortened
 */
public record BadRow(String file, long line, String reason, String text) {}
