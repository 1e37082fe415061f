package io.hookline.action.stream;

import io.hookline.action.ActionDatabase;
import io.hookline.action.runner.LiveOutput;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The table of what runs printed. */
@Singleton
final class Outputs {
    // A piece may be written again when the answer to the first time got lost.
    private static final String INSERT = """
            INSERT INTO action.execution_output (id, attempt, line, output_type, at, data)
            SELECT * FROM unnest(?::text[], ?::integer[], ?::integer[], ?::text[], ?::timestamptz[], ?::text[])
            ON CONFLICT DO NOTHING""";

    private final ActionDatabase database;

    Outputs(ActionDatabase database) {
        this.database = database;
    }

    void append(List<OutputPiece> pieces) {
        database.write(transaction -> {
            try (PreparedStatement insert = transaction.connection().prepareStatement(INSERT)) {
                bind(insert, 1, "text", pieces, piece -> piece.source().executionId());
                bind(insert, 2, "integer", pieces, piece -> piece.source().attempt());
                bind(insert, 3, "integer", pieces, OutputPiece::line);
                bind(insert, 4, "text", pieces, piece -> piece.stream().text());
                bind(insert, 5, "timestamptz", pieces, piece -> piece.at().toString());
                bind(insert, 6, "text", pieces, OutputPiece::data);
                return insert.executeUpdate();
            }
        });
    }

    private static void bind(
            PreparedStatement insert,
            int index,
            String type,
            List<OutputPiece> pieces,
            Function<OutputPiece, Object> value)
            throws SQLException {
        Connection connection = insert.getConnection();
        insert.setArray(
                index, connection.createArrayOf(type, pieces.stream().map(value).toArray()));
    }

    /** What an execution has printed so far, in order. */
    List<OutputPiece> of(String executionId, Optional<LiveOutput.Stream> only) {
        return after(executionId, only, -1, -1, Integer.MAX_VALUE);
    }

    /**
     * The pieces behind one of them, in order.
     *
     * @param only empty: both outputs
     */
    List<OutputPiece> after(String executionId, Optional<LiveOutput.Stream> only, int attempt, int line, int atMost) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT o.attempt, o.line, o.output_type, o.at, o.data, e.action_ref, e.runner
                    FROM action.execution_output o JOIN action.executions e ON e.id = o.id
                    WHERE o.id = ? AND (o.attempt, o.line) > (?, ?) AND (?::text IS NULL OR o.output_type = ?)
                    ORDER BY o.attempt, o.line LIMIT ?""")) {
                String type = only.map(LiveOutput.Stream::text).orElse(null);
                select.setString(1, executionId);
                select.setInt(2, attempt);
                select.setInt(3, line);
                select.setString(4, type);
                select.setString(5, type);
                select.setInt(6, atMost);
                try (ResultSet rows = select.executeQuery()) {
                    List<OutputPiece> pieces = new ArrayList<>();
                    while (rows.next()) {
                        pieces.add(piece(executionId, rows));
                    }
                    return pieces;
                }
            }
        });
    }

    private static OutputPiece piece(String executionId, ResultSet row) throws SQLException {
        return new OutputPiece(
                new OutputPiece.Source(
                        executionId, row.getInt("attempt"), row.getString("action_ref"), row.getString("runner")),
                row.getInt("line"),
                LiveOutput.Stream.valueOf(row.getString("output_type").toUpperCase(Locale.ROOT)),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("data"));
    }
}
