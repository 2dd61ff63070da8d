/** {@code evaluate}: how well a model ranks, under a protocol that options choose. */
package clickahead.cli.evaluate;
