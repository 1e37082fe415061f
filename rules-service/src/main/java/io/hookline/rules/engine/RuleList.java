package io.hookline.rules.engine;

import java.util.Arrays;

/**
 * The rules of one place, and of each what it takes to tell whether it may answer. All of that lies side by side, so a look at a rule that
 * is silent costs no way through memory.
 */
final class RuleList {
    /** Most rules have no more criteria than these. */
    private static final int ASKED_EACH = 4;

    private int size;
    private Posting[] postings = {};
    private Indexed[] rules = {};
    private long[] ages = {};
    /** The first criteria of each, in the order written, by number; noughts if there are fewer. */
    private int[] asked = {};
    /** Whether these are all, so that it matches if they hold. */
    private boolean[] decides = {};

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
            ages = Arrays.copyOf(ages, capacity);
            asked = Arrays.copyOf(asked, capacity * ASKED_EACH);
            decides = Arrays.copyOf(decides, capacity);
        }
        Indexed rule = posting.rule;
        posting.position = size;
        postings[size] = posting;
        rules[size] = rule;
        ages[size] = rule.age;
        // What is claimed to break is not to hold.
        int most = posting.claim().isBreak() ? posting.claim().breaking() : rule.foreseeable.length;
        int count = Math.min(most, ASKED_EACH);
        System.arraycopy(rule.foreseeable, 0, asked, size * ASKED_EACH, count);
        Arrays.fill(asked, size * ASKED_EACH + count, (size + 1) * ASKED_EACH, 0);
        decides[size] = rule.allForeseeable && count == rule.foreseeable.length;
        size++;
    }

    /** The last one takes its position. */
    void remove(Posting posting) {
        int position = posting.position;
        size--;
        postings[size].position = position;
        postings[position] = postings[size];
        rules[position] = rules[size];
        ages[position] = ages[size];
        System.arraycopy(asked, size * ASKED_EACH, asked, position * ASKED_EACH, ASKED_EACH);
        decides[position] = decides[size];
        Arrays.fill(postings, size, size + 1, null);
        Arrays.fill(rules, size, size + 1, null);
    }

    void propose(Found found) {
        Answers answers = found.answers();
        found.addTried(size);
        for (int i = 0; i < size; i++) {
            switch (answers.first(asked, i * ASKED_EACH, (i + 1) * ASKED_EACH)) {
                case FAILS -> {}
                case BREAKS -> found.add(rules[i], ages[i], false);
                case HOLDS -> {
                    if (decides[i]) {
                        found.add(rules[i], ages[i], true);
                    } else {
                        found.addUnlessSilent(rules[i]);
                    }
                }
            }
        }
    }
}
