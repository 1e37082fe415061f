package io.hookline.common.model;

/**
 * The reference of a thing that lives in a pack, written {@code pack.name}. The name may hold dots, the pack may not.
 */
public record Ref(String pack, String name) {

    /**
     * @throws IllegalArgumentException for a text without a dot, with StackStorm's words for it
     */
    public static Ref parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("Invalid resource reference: " + text);
        }
        return new Ref(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public String toString() {
        return pack + "." + name;
    }
}
