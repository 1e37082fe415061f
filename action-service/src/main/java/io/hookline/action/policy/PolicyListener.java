package io.hookline.action.policy;

import io.hookline.common.database.Database.Transaction;
import java.sql.SQLException;

/** Is told of a change of an action's policies before it is committed, so that what follows from it is committed with it. */
@FunctionalInterface
public interface PolicyListener {
    /**
     * @param transaction of the change, in which {@link Policies#of} gives the new state
     * @param resourceRef reference of the action
     */
    void changed(Transaction transaction, String resourceRef) throws SQLException;
}
