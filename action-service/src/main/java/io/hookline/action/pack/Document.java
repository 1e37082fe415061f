package io.hookline.action.pack;

/** A thing of a pack that is kept as one document. */
interface Document {
    String id();

    /** What it is found by besides its id; only one has it. */
    String ref();
}
