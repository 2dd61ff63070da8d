package clickahead.data;

/** A column with one value at a place: a text, or a number. */
public sealed interface PlainColumn extends LogColumn permits TokenColumn, NumberColumn {}
