package io.hookline.common.topic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in several topics: the offset of the next record of each of their partitions. As text it fits into a header.
 *
 * @param offsets by topic and partition, topics in the order in which they are read
 */
public record Position(List<List<Long>> offsets) {
    private static final Pattern TEXT = Pattern.compile("\\d{1,18}(?:[.-]\\d{1,18})*");
    private static final int LONGEST_TEXT = 4096;

    public Position {
        offsets = offsets.stream().map(List::copyOf).toList();
    }

    /** What {@link #text} has written; empty for anything else. */
    public static Optional<Position> of(String text) {
        if (text.length() > LONGEST_TEXT || !TEXT.matcher(text).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Position(Arrays.stream(text.split("-"))
                .map(topic ->
                        Arrays.stream(topic.split("\\.")).map(Long::valueOf).toList())
                .toList()));
    }

    public String text() {
        return offsets.stream()
                .map(topic -> topic.stream().map(String::valueOf).collect(Collectors.joining(".")))
                .collect(Collectors.joining("-"));
    }

    /** The place behind a record. */
    public Position after(TailRecord record) {
        List<List<Long>> moved = new ArrayList<>(offsets);
        List<Long> topic = new ArrayList<>(moved.get(record.topic()));
        topic.set(record.partition(), record.offset() + 1);
        moved.set(record.topic(), topic);
        return new Position(moved);
    }

    /** Whether both speak of as many topics and partitions. */
    boolean isLike(Position other) {
        return offsets.stream()
                .map(List::size)
                .toList()
                .equals(other.offsets.stream().map(List::size).toList());
    }
}
