using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <content>Tests what can lead back from the random id to the user, as <c>docs/personal-data.md</c> says.</content>
public abstract partial class ErasedPlaceSuite
{
    private static readonly Dictionary<string, Func<ErasedPlaceSuite, Task>> _leads = new()
    {
        ["the id of a 1-on-1 conversation"] = suite => suite.OneOnOneLeadsBackAsync(),
        ["a conversation id or message id that the app chose"] = suite => suite.ChosenIdsLeadBackAsync(),
        ["texts, with `KeepTexts`"] = suite => suite.TextsLeadBackAsync(),
        ["one random id in all conversations"] = suite => suite.RandomIdLinksConversationsAsync(),
    };

    /// <summary>Gets what can lead back to the user, as in the table of that document.</summary>
    public static IReadOnlyList<string> Leads => [.. _leads.Keys];

    /// <summary>Returns everything that can lead back to the user.</summary>
    /// <returns>The names of the leads.</returns>
    public static TheoryData<string> EveryLead() => [.. Leads];

    /// <summary>The lead works as the document says, and its cure takes it away.</summary>
    [Theory]
    [Rule(nameof(IPersonalDataStore.ReplaceUserAsync), 4)]
    [Rule(nameof(IConversationStore), 9)]
    [MemberData(nameof(EveryLead))]
    public Task What_can_lead_back_to_an_erased_user_is_what_the_document_says(string lead) => _leads[lead](this);

    private async Task OneOnOneLeadsBackAsync()
    {
        var hiding = Build(options =>
        {
            options.HideOneOnOneIds = true;
            options.IdSecrets.Add("a secret of the app, for ids");
        }).GetRequiredService<IConversations>();
        foreach (var (conversations, leadsBack) in new[] { (Conversations, true), (hiding, false) })
        {
            var (user, other) = (new Marked(), NewUserId());
            var id = (await conversations.OpenOneOnOneAsync(user.Id, other)).Conversation.Id;
            await conversations.SendAsync(id, user.Id, "kept");

            await conversations.EraseUserAsync(user.Id, new() { KeepTexts = true });

            Assert.Equal("kept", Assert.Single(await AllAsync(conversations.ListMessagesAsync(id))).Text);
            var derived = OneOnOneId.Compute(user.Id, other).Value;
            Assert.Equal(leadsBack, id.Value == derived);
            var held = await new Held(conversations, Store).ReadAsync([id], other, Bob);
            Assert.Equal(leadsBack, held.Contains(derived, StringComparison.Ordinal));
            foreach (var one in leadsBack ? [] : await Fixture.ReadRawAsync() ?? [])
                Assert.DoesNotContain(derived, one, StringComparison.Ordinal);
        }
    }

    private async Task ChosenIdsLeadBackAsync()
    {
        var (user, opaque) = (NewUserId("alice"), await CreateAsync(Bob));
        var chosen = new ConversationId($"support-{user.Value}");
        await Conversations.CreateIfNotExistsAsync(chosen, new() { Participants = [new(user), new(Bob)] });
        await Conversations.SetParticipantAsync(opaque, user);

        await Conversations.EraseUserAsync(user, new() { KeepTexts = true });

        var held = new Held(Conversations, Store);
        Assert.Contains(user.Value, await held.ReadAsync([chosen], Bob), StringComparison.Ordinal);
        Assert.DoesNotContain(user.Value, await held.ReadAsync([opaque]), StringComparison.Ordinal);
        await Conversations.DeleteAsync(chosen);
    }

    private async Task TextsLeadBackAsync()
    {
        foreach (var keepTexts in new[] { true, false })
        {
            var (user, id) = (new Marked(), await CreateAsync(Bob));
            await Conversations.SetParticipantAsync(id, user.Id);
            await SendAsync(id, user.Id, $"This is {user.Text}");

            await Conversations.EraseUserAsync(user.Id, new() { KeepTexts = keepTexts });

            Assert.Equal(keepTexts, (await new Held(Conversations, Store).ReadAsync([id], Bob)).Contains(user.Text, StringComparison.Ordinal));
        }
    }

    private async Task RandomIdLinksConversationsAsync()
    {
        var (user, other) = (NewUserId(), NewUserId());
        foreach (var one in new[] { user, other })
        {
            ConversationId[] ids = [await CreateAsync(one, Bob), await CreateAsync(one, Bob)];
            foreach (var id in ids)
                await SendAsync(id, one);

            await Conversations.EraseUserAsync(one, new() { KeepTexts = one == user });

            var messages = await Task.WhenAll(ids.Select(id => AllAsync(Conversations.ListMessagesAsync(id))));
            var senders = messages.SelectMany(list => list).Select(message => message.SenderId).ToList();
            Assert.Equal(one == user ? (2, 1) : (0, 0), (senders.Count, senders.Distinct().Count()));
        }
    }
}
