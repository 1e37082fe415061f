package io.hookline.expressions.template;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Read templates by their text, so that each text is read once. Bounded; may be used by many threads. */
public final class Templates {
    private final TemplateConfig config;
    private final Patterns patterns = new Patterns();
    private final Map<String, Template> texts = new ConcurrentHashMap<>();
    private final Map<String, Template> leaves = new ConcurrentHashMap<>();

    public Templates(TemplateConfig config) {
        this.config = config;
    }

    /** Never fails: a text that can't be read gives a template that says so by {@link Template#fault}. */
    public Template read(String source) {
        return kept(texts, source, true);
    }

    /**
     * Reads text that stands within a list or an object. White space around tags is kept there: StackStorm renders such values as JSON
     * text, in which a line break is no line break yet.
     */
    Template readLeaf(String source) {
        return kept(leaves, source, false);
    }

    private Template kept(Map<String, Template> known, String source, boolean trims) {
        Template template = known.get(source);
        if (template == null) {
            template = Template.read(source, trims, config, patterns);
            if (known.size() >= config.kept()) {
                known.clear();
            }
            known.put(source, template);
        }
        return template;
    }
}
