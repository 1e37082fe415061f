package io.hookline.action.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Several, one after the other; none at all is over at once. */
final class Backlogs implements Backlog {
    private final Deque<Backlog> all;

    Backlogs(List<Backlog> all) {
        this.all = new ArrayDeque<>(all);
    }

    @Override
    public List<StreamEvent> next() {
        while (!all.isEmpty()) {
            List<StreamEvent> events = all.getFirst().next();
            if (all.getFirst().isOver()) {
                all.removeFirst();
            }
            if (!events.isEmpty()) {
                return events;
            }
        }
        return List.of();
    }

    @Override
    public boolean isOver() {
        return all.isEmpty();
    }
}
