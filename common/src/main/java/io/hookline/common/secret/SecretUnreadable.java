package io.hookline.common.secret;

/** A secret was sealed under another key, or changed since: it can't be used, and nobody can say what it was. */
public final class SecretUnreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    SecretUnreadable() {
        super("A secret parameter can't be read: it was sealed under another HOOKLINE_SECRET_KEY, or changed since.");
    }
}
