/** Tokens and API keys: made, listed, switched off and deleted here, known to every service from their topic. */
@NullMarked
package io.hookline.ingest.credential;

import org.jspecify.annotations.NullMarked;
