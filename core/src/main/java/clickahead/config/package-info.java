/**
 * Parameters, each declared once as an annotated record component; command line, configuration
 * file, documentation and model file all come from that declaration.
 */
package clickahead.config;
