/** Action chains: workflows of one task after the other, as a YAML file of their pack says (spec: actions-and-runners, 9). */
@NullMarked
package io.hookline.action.chain;

import org.jspecify.annotations.NullMarked;
