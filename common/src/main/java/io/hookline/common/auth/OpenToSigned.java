package io.hookline.common.auth;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource method that also answers without credentials where {@link SignedSenders} says so. Such a method must see to the
 * signature itself, and to it that a request without caller and without signature is refused: it may be called without a principal.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OpenToSigned {}
