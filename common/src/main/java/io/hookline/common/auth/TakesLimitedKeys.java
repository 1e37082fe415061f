package io.hookline.common.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that takes something for the hook in its path, which {@link HookPath} reads. API keys that are limited to
 * some hooks are good there, for those, and nowhere else.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TakesLimitedKeys {}
