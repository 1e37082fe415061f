package io.hookline.common.auth;

import java.util.List;

/**
 * The hooks that an API key is limited to. Pure.
 *
 * @param names of hooks; one that ends with {@code *} stands for all that begin so, but the generic hook has to be named itself, as
 *     it raises any trigger
 */
record HookLimit(List<String> names) {
    boolean covers(String hook) {
        return names.stream().anyMatch(name -> covers(name, hook));
    }

    private static boolean covers(String name, String hook) {
        return name.endsWith("*")
                ? hook.startsWith(name.substring(0, name.length() - 1)) && !hook.equals(HookPath.GENERIC)
                : hook.equals(name);
    }
}
