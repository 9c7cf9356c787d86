namespace Conversations.Decisions;

/// <summary>Tells whether a commit may be stored: the checks that every store makes under its lock, before it writes.</summary>
/// <remarks>
/// A store that reads facts in the transaction of the commit calls <see cref="Holds"/> with them. A store that reads less calls the
/// three parts: <see cref="HoldsForConversation"/>, <see cref="HoldsForUsers"/> and, for a commit about an existing message,
/// <see cref="HoldsForMessage"/>. Whether the id of a sent message is free is not checked here, because a taken id has an outcome of its own.
/// </remarks>
public static class CommitRules
{
    /// <summary>Returns the facts that <see cref="Holds"/> needs.</summary>
    /// <remarks>
    /// For a sent message they contain what is stored under its id, for <see cref="CommitOutcome.MessageExists"/>, and the membership of its
    /// sender, whose read position moves.
    /// </remarks>
    /// <param name="commit">The commit.</param>
    /// <returns>The query, to be answered under the lock of the conversation.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
    public static FactsQuery Needs(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var users = commit.Participants.Select(write => write.UserId).ToHashSet();
        if (commit.Preconditions.Participant is { } participant)
            users.Add(participant);
        if (commit.Change is ParticipantRemoved removed)
            users.Add(removed.UserId);
        if (commit.Change is NotificationTriggered triggered)
            users.Add(triggered.UserId);
        if (commit.Message?.SenderId is { } sender)
            users.Add(sender);

        return new()
        {
            ConversationId = commit.Change.ConversationId,
            Users = users,
            Message = (commit.Change as MessageChange)?.MessageId,
            Reactor = (commit.Change as ReactionChange)?.UserId,
        };
    }

    /// <summary>Tells whether the preconditions of a commit hold and its participant writes fit. If not, the commit is stale.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="facts">The answer to <see cref="Needs"/>, read under the lock of the conversation.</param>
    /// <returns>False if the commit is stale.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static bool Holds(Commit commit, ConversationFacts facts)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(facts);
        if (!HoldsForConversation(commit, facts.Exists, facts.HasRemains, facts.SettingsVersion)
            || !HoldsForUsers(commit, facts, static (facts, user) => facts.Participant(user)?.Access))
        {
            return false;
        }

        return commit.Change switch
        {
            MessageSent => true,
            MessageChange => facts.Message?.Message is { } message
                && HoldsForMessage(commit, message.Revision, message.Reactions.Count, message, Has),
            ParticipantRemoved removed => facts.Participant(removed.UserId) is not null,
            NotificationTriggered triggered => facts.Participant(triggered.UserId) is not null,
            _ => true,
        };
    }

    /// <summary>Tells whether the conditions on the row of the conversation hold.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="exists">Whether the conversation exists.</param>
    /// <param name="hasRemains">Whether a deleted conversation still has rows to purge.</param>
    /// <param name="settingsVersion">The settings version of the conversation.</param>
    /// <returns>False if the commit is stale.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
    public static bool HoldsForConversation(Commit commit, bool exists, bool hasRemains, long settingsVersion)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return exists != commit.Change is ConversationCreated
            && (exists || !hasRemains)
            && (commit.Preconditions.SettingsVersion is not { } version || version == settingsVersion);
    }

    /// <summary>
    /// Tells whether the participant of the preconditions has the required access, and whether the users of the participant writes take part
    /// or not, as each write requires. A user who is removed is not checked here: the statement that ends the membership shows whether the
    /// user took part.
    /// </summary>
    /// <typeparam name="T">The type of <paramref name="source"/>.</typeparam>
    /// <param name="commit">The commit.</param>
    /// <param name="source">What <paramref name="accessOf"/> reads from, so that it needs to capture nothing.</param>
    /// <param name="accessOf">Returns the access of a user, or null if the user does not take part. It is called only for users who matter.</param>
    /// <returns>False if the commit is stale.</returns>
    /// <exception cref="ArgumentNullException">The commit or <paramref name="accessOf"/> is null.</exception>
    public static bool HoldsForUsers<T>(Commit commit, T source, Func<T, UserId, ParticipantAccess?> accessOf)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(accessOf);
        if (commit.Preconditions.Participant is { } participant && accessOf(source, participant) != commit.Preconditions.Access)
            return false;

        var writes = commit.Participants;
        for (var i = 0; i < writes.Count; i++)
        {
            if (accessOf(source, writes[i].UserId) is null != writes[i].Joins)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Tells whether an existing message is as the commit needs it: its revision, its emoji, and the reaction that is added or removed.
    /// </summary>
    /// <typeparam name="T">The type of <paramref name="source"/>.</typeparam>
    /// <param name="commit">A commit that edits or deletes a message or reacts to it.</param>
    /// <param name="revision">The revision of the message.</param>
    /// <param name="emojiCount">The number of different emoji on the message.</param>
    /// <param name="source">What <paramref name="hasReaction"/> reads from, so that it needs to capture nothing.</param>
    /// <param name="hasReaction">
    /// Tells whether the message has a reaction with an emoji: by the user, or by anyone if the user is null. It is called only for
    /// <see cref="AskedReactions"/>.
    /// </param>
    /// <returns>False if the commit is stale.</returns>
    /// <exception cref="ArgumentNullException">The commit or <paramref name="hasReaction"/> is null.</exception>
    public static bool HoldsForMessage<T>(Commit commit, int revision, int emojiCount, T source, Func<T, string, UserId?, bool> hasReaction)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ArgumentNullException.ThrowIfNull(hasReaction);
        var preconditions = commit.Preconditions;
        if (preconditions.Revision is { } expected && expected != revision)
            return false;
        if (preconditions.EmojiCount is { } count && count != emojiCount)
            return false;
        if (preconditions.Emoji is { } emoji && !hasReaction(source, emoji, null))
            return false;

        for (var i = 0; i < preconditions.AbsentEmoji?.Count; i++)
        {
            if (hasReaction(source, preconditions.AbsentEmoji[i], null))
                return false;
        }

        return commit.Change is not ReactionChange reaction || hasReaction(source, reaction.Emoji, reaction.UserId) == reaction is ReactionRemoved;
    }

    /// <summary>Returns the reactions for which <see cref="HoldsForMessage"/> asks. A store that reads asynchronously reads them before.</summary>
    /// <param name="commit">The commit.</param>
    /// <returns>The emoji, each with the user of the reaction, or with null if the reaction of any user counts.</returns>
    /// <exception cref="ArgumentNullException">The commit is null.</exception>
    public static IEnumerable<(string Emoji, UserId? UserId)> AskedReactions(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        return Asked(commit);
    }

    private static IEnumerable<(string Emoji, UserId? UserId)> Asked(Commit commit)
    {
        if (commit.Preconditions.Emoji is { } emoji)
            yield return (emoji, null);

        foreach (var absent in commit.Preconditions.AbsentEmoji ?? [])
            yield return (absent, null);

        if (commit.Change is ReactionChange reaction)
            yield return (reaction.Emoji, reaction.UserId);
    }

    private static bool Has(Message message, string emoji, UserId? user)
    {
        foreach (var reaction in message.Reactions)
        {
            // The facts were read for the reactor of the change, so that ByViewer is about that user.
            if (reaction.Emoji == emoji)
                return user is null || reaction.ByViewer;
        }

        return false;
    }
}
