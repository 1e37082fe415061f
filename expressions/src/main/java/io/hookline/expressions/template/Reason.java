package io.hookline.expressions.template;

/** Why a template was refused. */
public enum Reason {
    /** It can't be read, or names a filter or test that does not exist. */
    SYNTAX,
    /** It uses a name or a key that is not there. */
    UNDEFINED,
    /** An operation does not fit its values. */
    TYPE,
    /** A value can't be converted or is out of range. */
    VALUE,
    /** It reaches for what templates must not touch. */
    SECURITY,
    /** It costs more than {@link TemplateConfig} allows. */
    LIMIT
}
