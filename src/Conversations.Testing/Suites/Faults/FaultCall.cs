namespace Conversations.Testing;

/// <summary>A call that writes, and what must hold after it ended well. Each call may be repeated.</summary>
/// <param name="Name">The name of the call.</param>
/// <param name="Changes">How many changes the call adds to the log.</param>
/// <param name="MakeAsync">Makes the call.</param>
/// <param name="CheckAsync">Asserts that the call has its effect.</param>
internal sealed record FaultCall(
    string Name, int Changes, Func<IConversations, FaultRoom, Task> MakeAsync, Func<IConversations, FaultRoom, Task> CheckAsync)
{
    internal const string Create = "create";
    internal const string Import = "import";

    /// <summary>Gets a call of every kind that writes to a conversation.</summary>
    internal static IReadOnlyDictionary<string, FaultCall> All { get; } = new FaultCall[]
    {
        new(
            Create,
            1,
            (app, room) => app.CreateIfNotExistsAsync(room.Id, new() { Subject = "after", Participants = [new(room.Alice), new(room.Bob)] }),
            async (app, room) => Assert.Equal("after", (await app.FindAsync(room.Id))?.Subject)),
        new(
            "send",
            1,
            (app, room) => app.SendAsync(room.Id, room.Alice, "after", room.New),
            async (app, room) =>
            {
                var message = await app.FindMessageAsync(room.Id, room.New);
                Assert.Equal(("after", 2L), (message?.Text, message?.Sequence));
                Assert.Equal(2, (await app.FindReadStateAsync(room.Id, room.Alice))?.ReadUpTo);
            }),
        new(
            "edit",
            1,
            (app, room) => app.EditMessageAsync(room.Id, room.Old, new() { Text = "after" }),
            async (app, room) => Assert.Equal("after", (await app.FindMessageAsync(room.Id, room.Old))?.Text)),
        new(
            "delete a message",
            1,
            (app, room) => app.DeleteMessageAsync(room.Id, room.Old),
            async (app, room) => Assert.Null(await app.FindMessageAsync(room.Id, room.Old))),
        new(
            "react",
            1,
            (app, room) => app.AddReactionAsync(room.Id, room.Old, room.Alice, "🎉"),
            async (app, room) => Assert.Equal(["👍", "🎉"], (await app.FindMessageAsync(room.Id, room.Old))?.Reactions.Select(reaction => reaction.Emoji))),
        new(
            "take a reaction back",
            1,
            (app, room) => app.RemoveReactionAsync(room.Id, room.Old, room.Bob, "👍"),
            async (app, room) => Assert.Empty((await app.FindMessageAsync(room.Id, room.Old))!.Reactions)),
        new(
            "add a participant",
            1,
            (app, room) => app.SetParticipantAsync(room.Id, room.Carol),
            async (app, room) => Assert.NotNull(await app.FindParticipantAsync(room.Id, room.Carol))),
        new(
            "update a participant",
            1,
            (app, room) => app.SetParticipantAsync(room.Id, room.Bob, new() { Access = ParticipantAccess.Read }),
            async (app, room) => Assert.Equal(ParticipantAccess.Read, (await app.FindParticipantAsync(room.Id, room.Bob))?.Access)),
        new(
            "remove a participant",
            1,
            (app, room) => app.RemoveParticipantAsync(room.Id, room.Bob),
            async (app, room) => Assert.Null(await app.FindParticipantAsync(room.Id, room.Bob))),
        new(
            "update",
            1,
            (app, room) => app.UpdateAsync(room.Id, new() { Subject = "after" }),
            async (app, room) => Assert.Equal("after", (await app.FindAsync(room.Id))?.Subject)),
        new(
            "delete",
            1,
            (app, room) => app.DeleteAsync(room.Id),
            async (app, room) => Assert.Null(await app.FindAsync(room.Id))),
        new(
            Import,
            5,
            (app, room) => app.ImportAsync(room.Id, MessagesOf(room)),
            async (app, room) =>
            {
                foreach (var id in room.Imported)
                    Assert.Equal($"text of {id}", (await app.FindMessageAsync(room.Id, id))?.Text);
            }),
        new(
            "mark as read",
            0,
            (app, room) => app.MarkAsReadAsync(room.Id, room.Bob),
            async (app, room) => Assert.Equal(new(1, 0, false), await app.FindReadStateAsync(room.Id, room.Bob))),
    }.ToDictionary(call => call.Name);

    /// <summary>Returns the ids of the messages that the call may send.</summary>
    internal IReadOnlyCollection<MessageId> Sends(FaultRoom room) => Name switch
    {
        "send" => [room.New],
        Import => room.Imported,
        _ => [],
    };

    private static IAsyncEnumerable<ImportedMessage> MessagesOf(FaultRoom room) =>
        room.Imported
            .Select(id => new ImportedMessage { Id = id, SenderId = room.Carol, Text = $"text of {id}", CreatedAt = DateTimeOffset.UnixEpoch })
            .ToAsyncEnumerable();
}
