using Conversations.Mistakes;
using Conversations.Storage;

namespace Conversations.MariaDb.Tests.Mistakes;

/// <content>Mistakes that only a store on a database can make: transactions, locks, snapshots, errors of the driver, tokens.</content>
internal static partial class StoreMistakes
{
    private static StoreMistake[] Transactions =>
    [
        StoreMistake.Of(
            "writes without a transaction",
            [
                new("_transaction = await _connection.BeginTransactionAsync(isolation, cancellationToken);", "await Task.Yield();"),
                new("await _transaction!.CommitAsync(CancellationToken.None);", "await (_transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask);"),
            ],
            fixture => new RaceProbe(fixture),
            suite => suite.Fifty_updates_without_an_expected_version_are_all_stored()),
        StoreMistake.Of(
            "reads what is committed without a lock", "WHERE id = {id} FOR UPDATE", "WHERE id = {id}",
            fixture => new RaceProbe(fixture),
            suite => suite.Fifty_updates_without_an_expected_version_are_all_stored()),
        StoreMistake.Of(
            "reads a snapshot from before the lock", "RunAsync(IsolationLevel.ReadCommitted, transaction", "RunAsync(IsolationLevel.Snapshot, transaction",
            fixture => new RaceProbe(fixture),
            suite => suite.Limits_hold_at_every_version_while_participants_and_reactions_come_and_go()),
        StoreMistake.Of(
            "reads without a snapshot", "RunAsync(IsolationLevel.Snapshot, read", "RunAsync(IsolationLevel.ReadCommitted, read",
            fixture => new RaceProbe(fixture),
            suite => suite.Facts_and_a_conversation_are_of_one_moment()),
        StoreMistake.Of(
            "checks the viewer of a page without a snapshot",
            [
                new("RunAsync(IsolationLevel.Snapshot, read", "RunAsync(IsolationLevel.ReadCommitted, read"),
                // As over a slow network. Otherwise two commits between the check and the page are rare.
                new("? await read(transaction, seen.Viewer?.VisibleFrom ?? 1)", "? await Task.Delay(20).ContinueWith(_ => read(transaction, seen.Viewer?.VisibleFrom ?? 1)).Unwrap()"),
            ],
            fixture => new RaceProbe(fixture),
            suite => suite.A_page_of_messages_and_the_check_of_its_viewer_are_of_one_moment()),
        StoreMistake.Of(
            "throws errors of the driver", "catch (Exception error) when (Transaction.IsOfDriver(error))", "catch (TimeoutException error)",
            fixture => new FaultProbe(fixture),
            suite => suite.A_read_that_a_fault_disturbs_returns_what_is_stored_or_throws_a_storage_exception()),
        StoreMistake.Of(
            "joins the transaction of the caller", "AutoEnlist = false", "AutoEnlist = true",
            fixture => new CallProbe(fixture),
            suite => suite.A_call_of_the_store_within_a_transaction_scope_is_kept_although_the_scope_is_not_completed(nameof(IConversationStore.CommitAsync))),
        StoreMistake.Of(
            "joins the transaction of the caller when it marks", "AutoEnlist = false", "AutoEnlist = true",
            fixture => new CallProbe(fixture),
            suite => suite.A_call_of_the_store_within_a_transaction_scope_is_kept_although_the_scope_is_not_completed(nameof(IReadStateStore.MarkAsReadAsync))),
        StoreMistake.Of(
            "ignores tokens", "new Transaction(_connectionString, cancellationToken);\n                await", "new Transaction(_connectionString, default);\n                await",
            fixture => new CallProbe(fixture),
            suite => suite.A_call_of_the_store_with_a_cancelled_token_throws_and_stores_nothing(nameof(IUserStore.TrySetUserAsync))),
        StoreMistake.Of(
            "ignores tokens in the middle of a call",
            [
                new("Rows.Entry),\n                cancellationToken),", "Rows.Entry)),"),
                new("while (await reader.ReadAsync(cancellationToken))", "while (await reader.ReadAsync())"),
            ],
            fixture => new CallProbe(fixture),
            suite => suite.A_call_of_the_store_that_is_cancelled_in_the_middle_throws()),
    ];
}
