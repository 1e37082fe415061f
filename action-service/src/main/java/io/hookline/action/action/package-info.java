/** Actions and runner types: what can be run, and with which parameters. */
@NullMarked
package io.hookline.action.action;

import org.jspecify.annotations.NullMarked;
