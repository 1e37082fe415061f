/** What hostile senders try; each class fails if it does harm, gets in, or keeps others out. */
@NullMarked
package io.hookline.standalone.abuse;

import org.jspecify.annotations.NullMarked;
