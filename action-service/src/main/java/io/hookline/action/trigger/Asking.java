package io.hookline.action.trigger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An execution that has put a question and waits for the answer.
 *
 * @param route whom to ask; rules tell channels apart by it
 */
public record Asking(String id, String route, Instant at, ObjectNode context) {}
