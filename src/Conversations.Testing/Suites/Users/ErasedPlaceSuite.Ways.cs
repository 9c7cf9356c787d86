namespace Conversations.Testing;

/// <content>The methods that store personal data of a user in each of the places.</content>
public abstract partial class ErasedPlaceSuite
{
    private const string Written = "messages they wrote, also imported ones";

    private static readonly Dictionary<string, Func<ErasedPlaceSuite, Marked, EraseOptions, Task<ConversationId[]>>> _ways = new()
    {
        ["users"] = (suite, user, _) => suite.HasProfileAsync(user),
        ["participants"] = (suite, user, _) => suite.TakesPartAsync(user),
        ["ended memberships"] = (suite, user, _) => suite.TookPartAsync(user),
        ["what watches find of conversations that they no longer take part in, also deleted ones"] = (suite, user, _) => suite.HasEndedAsync(user),
        [Written] = (suite, user, _) => suite.WroteAsync(user),
        ["tombstones of their deleted messages"] = (suite, user, _) => suite.DeletedAsync(user),
        ["messages of others"] = (suite, user, _) => suite.IsMentionedAsync(user),
        ["subjects, welcome messages of conversations"] = (suite, user, _) => suite.IsMentionedInSettingsAsync(user),
        ["reactions"] = (suite, user, _) => suite.ReactedAsync(user),
        ["the log of changes"] = (suite, user, _) => suite.ChangedAsync(user),
        ["a running erasure"] = (suite, user, options) => suite.WasHalfErasedAsync(user, options),
    };

    private async Task<ConversationId[]> HasProfileAsync(Marked user)
    {
        await Conversations.SetUserAsync(user.Id, new()
        {
            Name = user.Name,
            PhotoUrl = $"https://example.com/{user.IdMark}.png",
            Emails = [$"{user.IdMark}@example.com"],
            Phones = [user.IdMark],
            Role = user.Name,
            WelcomeMessage = user.Text,
            Custom = new() { [user.IdMark] = user.Name },
        });
        return [];
    }

    private async Task<ConversationId[]> TakesPartAsync(Marked user)
    {
        var (withOthers, alone) = (await CreateAsync(user.Id, Bob), await CreateAsync(user.Id));
        await SendAsync(withOthers, Bob);
        await Conversations.MarkAsUnreadAsync(withOthers, user.Id);
        return [withOthers, alone, (await Conversations.OpenOneOnOneAsync(user.Id, Bob)).Conversation.Id];
    }

    private async Task<ConversationId[]> TookPartAsync(Marked user)
    {
        var (left, removed, deleted) = (await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob));
        await Conversations.As(user.Id, new() { Leave = true }).RemoveParticipantAsync(left, user.Id);
        await Conversations.RemoveParticipantAsync(removed, user.Id);
        await Conversations.DeleteAsync(deleted);
        return [left, removed, deleted];
    }

    private async Task<ConversationId[]> HasEndedAsync(Marked user)
    {
        var (removed, deleted, again) = (await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob));
        await Conversations.RemoveParticipantAsync(removed, user.Id);
        await Conversations.DeleteAsync(deleted);
        await Conversations.DeleteAsync(again);
        await Conversations.CreateIfNotExistsAsync(again, new() { Participants = [new(Bob)] });
        return [removed, deleted, again];
    }

    private async Task<ConversationId[]> WroteAsync(Marked user)
    {
        var (here, elsewhere) = (await CreateAsync(user.Id, Bob), await CreateAsync(Bob, Carol));
        var mine = await Conversations.As(user.Id).SendMessageAsync(here, new(user.Text) { Custom = new() { [user.IdMark] = user.Name } });
        await Conversations.SendMessageAsync(here, Bob, new("yes") { ReplyTo = mine.Message!.Id });
        var edited = await SendAsync(here, user.Id, user.Text);
        await Conversations.EditMessageAsync(here, edited.Id, new() { Text = $"{user.Text}, {user.Mention}" });
        await Conversations.ImportAsync(
            elsewhere,
            new ImportedMessage[] { new() { Id = NewMessageId(), SenderId = user.Id, Text = user.Text, CreatedAt = Clock.GetUtcNow() } }.ToAsyncEnumerable());
        return [here, elsewhere];
    }

    private async Task<ConversationId[]> DeletedAsync(Marked user)
    {
        var id = await CreateAsync(user.Id, Bob);
        await Conversations.DeleteMessageAsync(id, (await SendAsync(id, user.Id, user.Text)).Id);
        return [id];
    }

    private async Task<ConversationId[]> IsMentionedAsync(Marked user)
    {
        // The user never took part in the second and the third conversation. In the third one, only the fifty-first mention of a message and
        // a code block name the user, and an erasure must find both.
        var (here, elsewhere, hidden) = (await CreateAsync(user.Id, Bob), await CreateAsync(Bob, Carol), await CreateAsync(Bob, Carol));
        var asked = await SendAsync(here, Bob, $"Ask *{user.Mention}*, or {user.Mention}");
        await Conversations.SendMessageAsync(here, Bob, new("again") { ReplyTo = asked.Id });
        await SendAsync(elsewhere, Bob, $"Who is {user.Mention}?");
        await SendAsync(hidden, Bob, string.Concat(Enumerable.Repeat("<!!mention:bob|Bob>", 50)) + user.Mention);
        await SendAsync(hidden, Carol, $"```\nmention {user.Mention}\n```");
        return [here, elsewhere, hidden];
    }

    private async Task<ConversationId[]> IsMentionedInSettingsAsync(Marked user)
    {
        ConversationId[] ids = [await CreateAsync(user.Id, Bob), await CreateAsync(Bob, Carol), await CreateAsync(Bob, Carol)];
        await Conversations.UpdateAsync(ids[0], new() { Subject = $"With {user.Mention}", WelcomeMessages = ["Hello", $"Greet {user.Mention}"] });
        await Conversations.UpdateAsync(ids[1], new() { Subject = $"Without {user.Mention}" });
        await Conversations.UpdateAsync(ids[2], new() { WelcomeMessages = [$"```{user.Mention}```"] });
        return ids;
    }

    private async Task<ConversationId[]> ReactedAsync(Marked user)
    {
        var (here, left) = (await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob));
        await Conversations.As(user.Id).AddReactionAsync(here, (await SendAsync(here, Bob)).Id, "👍");
        await Conversations.AddReactionAsync(left, (await SendAsync(left, Bob)).Id, user.Id, "👍");
        await Conversations.RemoveParticipantAsync(left, user.Id);
        return [here, left];
    }

    private async Task<ConversationId[]> ChangedAsync(Marked user)
    {
        var (acted, added) = (await CreateAsync(user.Id, Bob), await CreateAsync(Bob));
        var session = Conversations.As(user.Id, new() { ManageConversations = true });
        await session.UpdateAsync(acted, new() { Subject = "renamed" });
        await session.SetParticipantAsync(acted, Carol);
        var message = await SendAsync(acted, user.Id);
        await session.EditMessageAsync(acted, message.Id, new() { Text = "edited" });
        await session.AddReactionAsync(acted, message.Id, "👍");
        await session.RemoveReactionAsync(acted, message.Id, "👍");
        await session.DeleteMessageAsync(acted, message.Id);
        await session.RemoveParticipantAsync(acted, Carol);
        await Conversations.SetParticipantAsync(added, user.Id);
        await Conversations.SetParticipantAsync(added, user.Id, new() { Access = ParticipantAccess.Read });
        await Conversations.RemoveParticipantAsync(added, user.Id);
        return [acted, added];
    }

    private async Task<ConversationId[]> WasHalfErasedAsync(Marked user, EraseOptions options)
    {
        ConversationId[] ids = [await CreateAsync(user.Id, Bob), await CreateAsync(user.Id, Bob)];
        using var stop = new CancellationTokenSource();
        var half = new EraseOptions { KeepTexts = options.KeepTexts, Progress = new Immediate(stop.Cancel) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Conversations.EraseUserAsync(user.Id, half, stop.Token));
        Assert.NotNull(await new Held(Conversations, Store).FindErasureAsync(user.Id));
        return ids;
    }
}
