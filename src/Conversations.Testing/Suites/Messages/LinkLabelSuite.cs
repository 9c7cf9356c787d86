using Conversations.Storage;

namespace Conversations.Testing;

/// <summary>
/// Tests links with a label, which can hide their target. The app may write them, and a user may not, because they could
/// deceive others.
/// </summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class LinkLabelSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private const string Hiding = "see <https://evil.example|your bank>";
    private const string Open = "see <https://good.example> or https://good.example";

    private static readonly UserPermissions _manager = new() { ManageConversations = true };

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_session_that_writes_a_link_with_a_label_is_refused_and_nothing_is_written()
    {
        var id = await CreateAsync();
        var message = await Conversations.As(Alice).SendAsync(id, "mine");
        var alice = Conversations.As(Alice, _manager);
        (string Field, Func<Task> Call)[] calls =
        [
            ("subject", () => alice.UpdateAsync(id, new() { Subject = Hiding })),
            ("subject", () => alice.SetAsync(id, new() { Subject = Hiding })),
            ("welcomeMessages[1]", () => alice.UpdateAsync(id, new() { WelcomeMessages = ["hello", Hiding] })),
            ("subject", () => alice.CreateIfNotExistsAsync(NewId(), new() { Subject = Hiding })),
            ("subject", () => alice.OpenOneOnOneAsync(Carol, new() { Subject = Hiding })),
            ("text", () => alice.EditMessageAsync(id, message.Message!.Id, new() { Text = Hiding })),
        ];

        foreach (var (field, call) in calls)
            Assert.Equal(field, (await RefusesAsync<InvalidConversationDataException>(id, call)).Field);
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_session_may_write_links_that_show_their_target()
    {
        var id = await CreateAsync();
        var alice = Conversations.As(Alice, _manager);
        var message = await alice.SendAsync(id, "mine");

        await alice.UpdateAsync(id, new() { Subject = Open, WelcomeMessages = [Open] });
        var edited = await alice.EditMessageAsync(id, message.Message!.Id, new() { Text = Open });

        Assert.Equal((Open, Open), ((await GetAsync(id)).Subject, edited.Text));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task A_label_sent_by_a_session_stays_text_and_one_sent_by_the_app_is_a_link()
    {
        var id = await CreateAsync();
        var theirs = (await Conversations.As(Alice).SendAsync(id, Hiding)).Message!;
        var ours = await SendAsync(id, Alice, Hiding);

        Assert.Equal(Hiding, Markup.ToPlainText(theirs.Text, theirs.MarkupOptions));
        Assert.Equal("see your bank", Markup.ToPlainText(ours.Text, ours.MarkupOptions));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task The_app_may_write_a_link_with_a_label_anywhere()
    {
        var id = await CreateAsync();
        await SendAsync(id, Alice);

        await Conversations.UpdateAsync(id, new() { Subject = Hiding, WelcomeMessages = [Hiding] });

        var entry = (await AllAsync(Conversations.As(Alice).ListInboxAsync())).Single();
        Assert.Equal("see your bank", entry.View.Title);
    }
}
