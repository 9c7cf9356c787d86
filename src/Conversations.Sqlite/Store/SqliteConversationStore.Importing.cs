using Conversations.Decisions;
using static Conversations.Decisions.CommitOutcome;

namespace Conversations;

/// <content>Stores imported messages that follow each other together, so that their effects on the participants are written once.</content>
public sealed partial class SqliteConversationStore
{
    /// <summary>
    /// Moves the read positions that are not before the last message that existed. If the import hides messages, a message that is not
    /// visible counts as unread too.
    /// </summary>
    private const string KeepReadSql =
        """
        UPDATE participants SET read_up_to = $last
        WHERE conversation = $conversation AND ended_at IS NULL AND read_up_to < $last
            AND max(read_up_to, CASE WHEN $hides THEN 0 ELSE visible_from - 1 END) >= coalesce((
                SELECT m.sequence FROM messages m
                WHERE m.conversation = $conversation AND m.sequence <= $before AND m.text IS NOT NULL
                ORDER BY m.sequence DESC LIMIT 1), 0)
        """;

    private const string HideUpToSql =
        $"""
        UPDATE participants INDEXED BY participants_hidden SET visible_from = $last + 1, is_empty = 1
        WHERE {HidesHistory}
        """;

    private const string UnlistSql = "UPDATE conversations SET listed_at = NULL WHERE number = $number";

    /// <summary>Divides commits into runs of adjacent imports to the same conversation with the same effects, and single other commits.</summary>
    private static List<List<Commit>> Runs(IReadOnlyList<Commit> commits)
    {
        var runs = new List<List<Commit>>();
        foreach (var commit in commits)
        {
            if (runs.Count > 0 && runs[^1][0] is { Import: { } effects } first
                && effects == commit.Import && first.Change.ConversationId == commit.Change.ConversationId)
            {
                runs[^1].Add(commit);
            }
            else
            {
                runs.Add([commit]);
            }
        }

        return runs;
    }

    private async Task<IReadOnlyList<CommitOutcome>> CommitAsync(List<Commit> run, CancellationToken cancellationToken)
    {
        if (run.Count == 1)
            return [await CommitAsync(run[0], cancellationToken).ConfigureAwait(false)];

        var isBegun = false;
        try
        {
            return await WriteAsync(
                session =>
                {
                    isBegun = true;
                    return ApplyRun(session, run);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (OutcomeUnknownException error)
        {
            return [.. run.Select(commit => new Failed(new OutcomeUnknownException(commit.Message?.Id, error.InnerException)))];
        }
        catch (ConversationsException error) when (!isBegun)
        {
            return [.. run.Select(_ => new Failed(error))];
        }
        catch (ConversationsException)
        {
            // One commit must not make the others fail.
            return await Task.WhenAll(run.Select(commit => CommitAsync(commit, cancellationToken))).ConfigureAwait(false);
        }
    }

    private List<CommitOutcome> ApplyRun(SqliteSession session, List<Commit> run)
    {
        var (before, now) = (Head.Find(session, run[0].Change.ConversationId, userId: null), Now);
        var outcomes = run.ConvertAll(commit => Apply(session, commit, now));
        if (before is not null && outcomes.OfType<Stored>().Count() is > 0 and var stored)
            Apply(session, before, run[0].Import!, before.LastSequence + stored);

        return outcomes;
    }

    /// <summary>Applies the effects of imported messages, of which the last one has the given sequence.</summary>
    private static void Apply(SqliteSession session, Head before, ImportEffects effects, long last)
    {
        if (effects.KeepsRead)
        {
            session.Run(
                KeepReadSql,
                ("$last", last),
                ("$conversation", before.Number),
                ("$hides", effects.HidesFromOthers),
                ("$before", before.LastSequence));
        }

        if (effects.HidesFromOthers && session.Run(HideUpToSql, ("$last", last), ("$conversation", before.Number)) > 0)
            session.Run(UnlistSql, ("$number", before.Number));
    }
}
