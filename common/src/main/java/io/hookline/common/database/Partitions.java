package io.hookline.common.database;

/** Daily partitions of a table, made ahead of their day. */
public final class Partitions {
    private Partitions() {}
}
