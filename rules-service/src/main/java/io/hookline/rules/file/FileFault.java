package io.hookline.rules.file;

/**
 * Why a file can't be used.
 *
 * @param file its path within the folder
 * @param line counted from 1
 */
record FileFault(String file, int line, String reason) {}
