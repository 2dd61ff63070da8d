/** {@code demo}: the bundled clicks from the log to a recommendation. */
package clickahead.cli.demo;
