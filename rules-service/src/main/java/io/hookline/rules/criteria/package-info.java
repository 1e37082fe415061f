/** What a rule asks of a payload: its criteria, read once from their JSON, and tried on one payload after the other. */
@NullMarked
package io.hookline.rules.criteria;

import org.jspecify.annotations.NullMarked;
