package io.hookline.ingest.signature;

import java.util.List;

/** A request's headers, by names in any case. */
@FunctionalInterface
public interface Headers {
    /** The values under a name, one for each time that it stands there, in order. */
    List<String> all(String name);
}
