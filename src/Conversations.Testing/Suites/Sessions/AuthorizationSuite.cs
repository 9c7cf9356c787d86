using System.Collections;
using System.Reflection;
using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>
/// Tests authorization: each operation of a session, by each role, on each kind of id, with and without the permission to
/// manage.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class AuthorizationSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private IServiceProvider Hiding => field ??= Build(options =>
    {
        options.IdSecrets.Add("a secret of the matrix");
        options.HideOneOnOneIds = true;
    });

    /// <summary>Returns all pairs of a role and a kind of id.</summary>
    /// <returns>One test case per pair.</returns>
    public static TheoryData<string, string> RolesAndKinds()
    {
        var cases = new TheoryData<string, string>();
        foreach (var role in Enum.GetNames<SessionRole>())
        {
            foreach (var kind in Enum.GetNames<SessionIdKind>())
                cases.Add(role, kind);
        }

        return cases;
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public void Every_operation_of_a_session_has_a_row_in_the_matrix()
    {
        var rows = SessionTable.Rows.ToLookup(row => row.Method);
        var operations = typeof(UserSession)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName)
            .ToLookup(method => method.Name);

        Assert.Equal(SessionTable.Rows.Count, SessionTable.Rows.Select(row => row.Name).Distinct().Count());
        Assert.All(operations, operation => Assert.True(rows[operation.Key].Count() >= operation.Count(), $"The matrix has too few rows for {operation.Key}."));
        Assert.All(rows, row => Assert.True(operations.Contains(row.Key), $"The matrix has a row for {row.Key}, but a session has no such operation."));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 4, 9)]
    [MemberData(nameof(RolesAndKinds))]
    public async Task Every_call_in_the_matrix_has_the_expected_outcome_and_a_refused_call_writes_nothing(string role, string kind)
    {
        var failures = await Task.WhenAll(CellsOf(role, kind).Select(FailuresAsync));

        Assert.True(failures.All(one => one.Count == 0), string.Join(Environment.NewLine, failures.SelectMany(one => one)));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 4, 9)]
    [MemberData(nameof(RolesAndKinds))]
    public async Task A_user_who_is_not_a_participant_gets_the_same_answer_as_for_an_id_that_was_never_created(string role, string kind)
    {
        var failures = await Task.WhenAll(CellsOf(role, kind)
            .Where(cell => SessionOracle.Expected(SessionRight.Find, cell) != SessionOutcome.Works)
            .Select(TellingAsync));

        Assert.True(failures.All(one => one.Count == 0), string.Join(Environment.NewLine, failures.SelectMany(one => one)));
    }

    private static IEnumerable<SessionCell> CellsOf(string role, string kind) =>
        ((bool[])[false, true]).Select(manages => new SessionCell(Enum.Parse<SessionRole>(role), Enum.Parse<SessionIdKind>(kind), manages));

    /// <summary>
    /// Makes every call of a cell. Calls that must write nothing share one conversation, and each other call gets its own.
    /// </summary>
    private async Task<List<string>> FailuresAsync(SessionCell cell)
    {
        var (shared, own) = (new List<SessionRow>(), new List<SessionRow>());
        foreach (var row in SessionTable.Rows)
            (Writes(row, cell) ? own : shared).Add(row);

        var at = await CreateAsync(cell);
        var before = await StateOfAsync(cell, at);
        var failures = await Task.WhenAll(
        [
            .. shared.Select(row => FailureAsync(row, cell, at)),
            .. own.Select(async row => await FailureAsync(row, cell, await CreateAsync(cell))),
        ]);
        var wrote = before == await StateOfAsync(cell, at) ? [] : await WhichWroteAsync(cell, shared);

        return [.. failures.OfType<string>(), .. wrote];
    }

    private static bool Writes(SessionRow row, SessionCell cell) =>
        row.Right is not (SessionRight.Find or SessionRight.Mine) && SessionOracle.Expected(row.Right, cell) == SessionOutcome.Works;

    private async Task<string?> FailureAsync(SessionRow row, SessionCell cell, SessionPlace at)
    {
        var (outcome, text) = await AskAsync(row, cell, at);
        var expected = SessionOracle.Expected(row.Right, cell);
        return outcome == expected ? null : $"{row.Name} ({cell}): the outcome is {outcome} instead of {expected} ({text})";
    }

    /// <summary>Finds the calls that wrote although they must not, each on its own conversation.</summary>
    private async Task<List<string>> WhichWroteAsync(SessionCell cell, List<SessionRow> rows)
    {
        var failures = new List<string>();
        foreach (var row in rows)
        {
            var at = await CreateAsync(cell);
            var before = await StateOfAsync(cell, at);
            await AskAsync(row, cell, at);
            if (before != await StateOfAsync(cell, at))
                failures.Add($"{row.Name} ({cell}): the call was refused or only reads, but wrote something");
        }

        return failures.Count > 0 ? failures : [$"({cell}): a call that was refused or only reads wrote something"];
    }

    /// <summary>Compares the answers about an existing conversation with those about an id that was never created.</summary>
    private async Task<List<string>> TellingAsync(SessionCell cell)
    {
        // A call that is refused writes nothing, which another test shows, so all of them meet the same conversation.
        var shared = await CreateAsync(cell);
        var rows = SessionTable.Rows.Where(row => !SessionOracle.MayTell(row.Right, cell));
        return [.. (await Task.WhenAll(rows.Select(async row =>
        {
            var failures = new List<string>();
            var at = Writes(row, cell) ? await CreateAsync(cell) : shared;
            var never = NeverCreated(cell, at);

            var answer = await AskAsync(row, cell, at);
            var answerAboutNothing = await AskAsync(row, cell, never);

            if (answer != answerAboutNothing)
                failures.Add($"{row.Name} ({cell}): the answer {answer} differs from {answerAboutNothing}, the answer for an id that was never created");
            if (answer.Outcome != SessionOutcome.Works && await Conversations.FindAsync(never.Id) is not null)
                failures.Add($"{row.Name} ({cell}): the call was refused but created a conversation");
            return failures;
        }))).SelectMany(one => one)];
    }

    private async Task<SessionPlace> CreateAsync(SessionCell cell)
    {
        var app = ServicesOf(cell).GetRequiredService<IConversations>();
        var (user, other, third) = (NewUserId("user"), NewUserId("other"), NewUserId("third"));
        var id = IdOf(cell, user, other, third);
        var wasThere = cell.Role is not (SessionRole.NeverMember or SessionRole.Unknown);
        if (cell.Role == SessionRole.NeverMember)
            await SendAsync(await CreateAsync(user, NewUserId()), user);

        UserId[] users = wasThere ? [other, third, user] : [other, third];
        await Task.WhenAll(
            app.SetUserAsync(other, new() { Name = "Other" }),
            app.CreateIfNotExistsAsync(id, new() { Participants = [.. users.Select(one => new ParticipantDraft(one))] }));
        var system = (await app.SendSystemMessageAsync(id, "system")).Message!.Id;
        var others = (await app.SendAsync(id, other, "theirs")).Message!.Id;
        await app.AddReactionAsync(id, others, third, "👍");
        var own = wasThere ? (await app.SendAsync(id, user, "mine")).Message!.Id : others;
        await (cell.Role switch
        {
            SessionRole.Reader => app.SetParticipantAsync(id, user, new() { Access = ParticipantAccess.Read }),
            SessionRole.Left => app.As(user, new() { Leave = true }).RemoveParticipantAsync(id, user),
            SessionRole.Removed => app.RemoveParticipantAsync(id, user),
            _ => Task.CompletedTask,
        });
        if (cell.Kind == SessionIdKind.Deleted)
            await app.DeleteAsync(id);

        return new(id, user, other, NewUserId("newcomer"), own, others, system);
    }

    private SessionPlace NeverCreated(SessionCell cell, SessionPlace at)
    {
        var other = NewUserId("other");
        return at with { Id = IdOf(cell, at.User, other, NewUserId("third")), Other = other };
    }

    private ConversationId IdOf(SessionCell cell, UserId user, UserId other, UserId third) => cell.Kind switch
    {
        SessionIdKind.GuessedOneOnOne => OneOnOneId.Compute(other, third),
        SessionIdKind.OwnOneOnOne => OneOnOneId.Compute(user, other),
        SessionIdKind.Hidden => PairOf(cell, user, other),
        _ => NewId(),
    };

    private ConversationId PairOf(SessionCell cell, UserId user, UserId other) =>
        ServicesOf(cell).GetRequiredService<IConversationIds>().OneOnOne(user, other);

    private IServiceProvider ServicesOf(SessionCell cell) => cell.Kind == SessionIdKind.Hidden ? Hiding : Services;

    /// <summary>Returns everything that a call could have written as one text.</summary>
    private async Task<string> StateOfAsync(SessionCell cell, SessionPlace at)
    {
        ConversationId[] ids = [at.Id, PairOf(cell, at.User, at.Other)];
        var states = new List<string?>();
        foreach (var id in ids.Distinct())
        {
            states.Add(await StateOfAsync(id));
            foreach (var user in (UserId[])[at.User, at.Other, at.Newcomer])
                states.Add((await FindMembershipAsync(id, user))?.ToString());
        }

        return string.Join('\n', states);
    }

    /// <summary>Makes a call and returns its outcome and its error text, without the ids.</summary>
    private async Task<(SessionOutcome? Outcome, string Text)> AskAsync(SessionRow row, SessionCell cell, SessionPlace at)
    {
        var app = ServicesOf(cell).GetRequiredService<IConversations>();
        try
        {
            var given = await row.MakeAsync(app.As(at.User, new() { ManageConversations = cell.Manages }), at);
            return given switch
            {
                null => (SessionOutcome.Null, ""),
                ICollection { Count: 0 } => (SessionOutcome.Empty, ""),
                _ => (SessionOutcome.Works, ""),
            };
        }
        catch (ConversationsException error)
        {
            SessionOutcome? outcome = error switch
            {
                ConversationNotFoundException => SessionOutcome.NotFound,
                ConversationAccessException => SessionOutcome.Access,
                _ => null,
            };
            var message = error.Message
                .Replace(at.Id.Value, "(id)", StringComparison.Ordinal)
                .Replace(PairOf(cell, at.User, at.Other).Value, "(pair)", StringComparison.Ordinal);
            return (outcome, $"{error.GetType().Name}: {message}");
        }
    }
}
