package io.hookline.action.runner;

/** An order may ask for a pack's files as they were in some revision. That is not done here: the folder is run as it is, or not at all. */
final class ContentVersion {
    private ContentVersion() {}

    /**
     * @throws IllegalArgumentException if a revision is asked for
     */
    static void check(Order order) {
        String version = order.runner().path("content_version").asText("");
        if (!version.isEmpty()) {
            throw new IllegalArgumentException("content_version \"" + version
                    + "\" can't be used: Hookline runs the files of a pack as they are in its folder.");
        }
    }
}
