package io.hookline.action.pack;

import java.util.Locale;
import java.util.Map;

/** What a file of a pack is served as, told by its name. Nothing that a browser would run as a page of ours. */
public final class FileType {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"),
            Map.entry("json", "application/json"),
            Map.entry("md", "text/markdown"),
            Map.entry("txt", "text/plain"),
            Map.entry("py", "text/x-python"),
            Map.entry("sh", "text/x-sh"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"));

    private FileType() {}

    public static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }
}
