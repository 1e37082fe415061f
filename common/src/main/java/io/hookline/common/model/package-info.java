/** Records that travel between the services: what a trigger, a live action or a credential is. */
@NullMarked
package io.hookline.common.model;

import org.jspecify.annotations.NullMarked;
