/** {@code train}: a training, its settings, its epochs, and how it goes on. */
package clickahead.cli.train;
