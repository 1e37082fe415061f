package io.hookline.rules.engine;

import java.util.Arrays;

/**
 * The rules of one place, and of each what it takes to tell whether it may answer. All of that lies side by side, so a look at a rule that
 * is silent costs no way through memory.
 */
final class RuleList {
    /** Most rules have no more criteria than these. */
    private static final int ASKED_EACH = 4;

    /** Of a rule: its first criteria, in the order written, by number, and noughts if there are fewer; whether these are all; its age. */
    private static final int ROW = ASKED_EACH + 3;

    private static final int DECIDES = ASKED_EACH;
    private static final int AGE = ASKED_EACH + 1;
    private static final Posting[] NO_POSTINGS = {};
    private static final Indexed[] NO_RULES = {};
    private static final int[] NO_ROWS = {};

    private int size;
    private Posting[] postings = NO_POSTINGS;
    private Indexed[] rules = NO_RULES;
    private int[] rows = NO_ROWS;

    int size() {
        return size;
    }

    Posting get(int position) {
        return postings[position];
    }

    void add(Posting posting) {
        if (size == postings.length) {
            int capacity = size < 4 ? size + 1 : size + (size >> 1);
            postings = Arrays.copyOf(postings, capacity);
            rules = Arrays.copyOf(rules, capacity);
            rows = Arrays.copyOf(rows, capacity * ROW);
        }
        Indexed rule = posting.rule;
        posting.position = size;
        postings[size] = posting;
        rules[size] = rule;
        // What is claimed to break is not to hold.
        int most = posting.claim().isBreak() ? posting.claim().breaking() : rule.foreseeable.length;
        int asked = Math.min(most, ASKED_EACH);
        int row = size * ROW;
        Arrays.fill(rows, row, row + ROW, 0);
        System.arraycopy(rule.foreseeable, 0, rows, row, asked);
        rows[row + DECIDES] = rule.allForeseeable && asked == rule.foreseeable.length ? 1 : 0;
        rows[row + AGE] = (int) (rule.age >>> Integer.SIZE);
        rows[row + AGE + 1] = (int) rule.age;
        size++;
    }

    /** The last one takes its position. */
    void remove(Posting posting) {
        int position = posting.position;
        size--;
        postings[size].position = position;
        postings[position] = postings[size];
        rules[position] = rules[size];
        System.arraycopy(rows, size * ROW, rows, position * ROW, ROW);
        Arrays.fill(postings, size, size + 1, null);
        Arrays.fill(rules, size, size + 1, null);
    }

    void propose(Found found) {
        Answers answers = found.answers();
        found.addTried(size);
        for (int i = 0; i < size; i++) {
            int row = i * ROW;
            switch (answers.first(rows, row, row + ASKED_EACH)) {
                case FAILS -> {}
                case BREAKS -> found.add(rules[i], age(row), false);
                case HOLDS -> {
                    if (rows[row + DECIDES] == 1) {
                        found.add(rules[i], age(row), true);
                    } else {
                        found.addUnlessSilent(rules[i]);
                    }
                }
            }
        }
    }

    private long age(int row) {
        return (long) rows[row + AGE] << Integer.SIZE | Integer.toUnsignedLong(rows[row + AGE + 1]);
    }
}
