package io.hookline.action.stream;

import java.util.List;

/** What a reader is sent before what happens now: asked for piece by piece, as fast as the reader takes it. */
interface Backlog {
    /** The next events; may block. None, though it is not over: there will be more when the reader is woken. */
    List<StreamEvent> next();

    boolean isOver();
}
