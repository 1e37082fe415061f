/** The step from a trigger instance to live actions: judged by the rules, published, recorded. */
@NullMarked
package io.hookline.rules.engine;

import org.jspecify.annotations.NullMarked;
