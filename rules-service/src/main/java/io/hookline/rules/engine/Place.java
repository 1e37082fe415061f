package io.hookline.rules.engine;

import org.jspecify.annotations.Nullable;

/** The rules under one key: a list, and when that is full, an index of its own over what else the rules ask. */
final class Place {
    /** One of so many instances that get to an index within a place is thought to meet a rule there. */
    private static final int SPLIT = 4;

    /** What it stands under in its table. */
    final Object key;

    private final @Nullable Table table;
    private final IndexShape shape;
    private RuleList list = new RuleList();
    private int size;
    private int full;
    private @Nullable RuleIndex split;

    /**
     * @param table that it is dropped from when nobody stands here any more; null if it stays for good
     * @param shape of the index that it may become
     */
    Place(@Nullable Table table, Object key, IndexShape shape) {
        this.table = table;
        this.key = key;
        this.shape = shape;
        this.full = shape.fullPlace();
    }

    int size() {
        return size;
    }

    /** About how many of so many instances that get here meet a rule that comes here. */
    long odds(long instances) {
        if (split == null) {
            return instances;
        }
        return (instances * split.unguided() + instances / SPLIT * (size - split.unguided())) / Math.max(1, size);
    }

    /** Returns how the rule stands here, linked to the standing before it. */
    Posting add(Indexed rule, Claim claim, @Nullable Posting before) {
        Posting posting = new Posting(rule, this, claim, before);
        size++;
        if (table != null) {
            table.total++;
        }
        if (split != null) {
            posting.within = split.place(rule, claim, null);
            return posting;
        }
        list.add(posting);
        if (size > full && shape.depth() >= 0) {
            split();
        }
        return posting;
    }

    // Trying at each insertion would be quadratic where nothing can be split; at double size it costs no more than the
    // insertions.
    private void split() {
        RuleIndex inner = new RuleIndex(shape);
        for (int i = 0; i < size; i++) {
            Posting posting = list.get(i);
            posting.within = inner.place(posting.rule, posting.claim(), null);
        }
        if (inner.unguided() == size) {
            for (int i = 0; i < size; i++) {
                list.get(i).within = null;
            }
            full = Math.max(full, size) * 2;
        } else {
            split = inner;
            list = new RuleList();
        }
    }

    void remove(Posting posting) {
        size--;
        if (table != null) {
            table.total--;
        }
        if (split == null) {
            list.remove(posting);
        } else {
            removeAll(posting.within);
        }
        if (size == 0) {
            list = new RuleList();
            split = null;
            full = shape.fullPlace();
            if (table != null) {
                table.drop(this);
            }
        }
    }

    /** This standing and all those linked to it. */
    static void removeAll(@Nullable Posting first) {
        for (Posting posting = first; posting != null; posting = posting.next) {
            posting.place.remove(posting);
        }
    }

    void propose(@Nullable Object trigger, Found found) {
        if (split == null) {
            list.propose(found);
        } else {
            split.propose(trigger, found);
        }
    }
}
