/**
 * From raw click logs to a data set: reads CSV, TSV, Parquet, JSON lines and session lists with an
 * embedded DuckDB, cleans and splits them in SQL (the statements are resources of this package, one
 * table each), and streams the result into memory-mapped columns.
 */
package clickahead.prepare;
