/** {@code prepare}: from a raw log to a data set. */
package clickahead.cli.prepare;
