/**
 * Measurements on paper: charts, and the page of a comparison as HTML, Markdown, LaTeX and JSON.
 */
package clickahead.report;
