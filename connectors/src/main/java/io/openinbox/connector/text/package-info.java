/** What the connectors share about texts: the links, mentions and tags in them. */
@NullMarked
package io.openinbox.connector.text;

import org.jspecify.annotations.NullMarked;
