/** {@code convert}, {@code import}, {@code export}: other programs' files. */
package clickahead.cli.convert;
