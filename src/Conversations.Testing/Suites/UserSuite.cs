using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Conversations.Testing;

/// <summary>The library's own users, an app's directory before them, and what users see of each other.</summary>
/// <param name="fixture">The store to prove.</param>
public abstract class UserSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    public async Task User_reads_back_as_they_were_set()
    {
        var set = await Conversations.SetUserAsync(Alice, new()
        {
            Name = "Alice",
            PhotoUrl = "https://example.com/alice.png",
            Emails = ["alice@example.com"],
            Phones = ["+1 555 0100"],
            Locale = "en-GB",
            Role = "buyer",
            WelcomeMessage = "Hi, I am Alice",
            Custom = new() { ["b"] = "1", ["a"] = "2" },
        });

        var found = await Conversations.FindUserAsync(Alice);

        Assert.Equal(set, found);
        Assert.Equal("""{"b":"1","a":"2"}""", found!.Custom.ToJson());
        Assert.Equal(["alice@example.com"], found.Emails);
    }

    [Fact]
    public async Task Patch_changes_what_is_assigned_and_resets_what_is_null()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "Alice", Role = "buyer", Locale = "en", Custom = new() { ["a"] = "1", ["b"] = "2" } });

        var patched = await Conversations.SetUserAsync(Alice, new() { Role = null, Custom = new() { ["a"] = null } });

        Assert.Equal(("Alice", null, "en"), (patched.Name, patched.Role, patched.Locale));
        Assert.Equal("""{"b":"2"}""", patched.Custom.ToJson());
        Assert.Equal(patched, await Conversations.FindUserAsync(Alice));
    }

    [Fact]
    public async Task New_user_without_a_name_is_refused_and_not_stored()
    {
        var error = await Assert.ThrowsAsync<InvalidConversationDataException>(() => Conversations.SetUserAsync(Alice, new() { Role = "buyer" }));

        Assert.Equal("name", error.Field);
        Assert.Null(await Conversations.FindUserAsync(Alice));
    }

    [Fact]
    public async Task Bad_values_are_refused_by_their_field_and_leave_the_user_as_they_were()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "Alice" });
        (string Field, UserPatch Patch)[] bad =
        [
            ("name", new() { Name = null }),
            ("name", new() { Name = "" }),
            ("name", new() { Name = new('a', 256) }),
            ("name", new() { Name = "a\nb" }),
            ("photoUrl", new() { PhotoUrl = "javascript:alert(1)" }),
            ("emails", new() { Emails = [.. Enumerable.Repeat("a@example.com", 11)] }),
            ("emails[0]", new() { Emails = [new('a', 321)] }),
            ("emails[1]", new() { Emails = ["a@example.com", null!] }),
            ("phones[0]", new() { Phones = [""] }),
            ("locale", new() { Locale = new('a', 36) }),
            ("role", new() { Role = "" }),
            ("welcomeMessage", new() { WelcomeMessage = " " }),
        ];

        foreach (var (field, patch) in bad)
            Assert.Equal(field, (await Assert.ThrowsAsync<InvalidConversationDataException>(() => Conversations.SetUserAsync(Alice, patch))).Field);

        Assert.Equal(new User { Id = Alice, Name = "Alice" }, await Conversations.FindUserAsync(Alice));
    }

    [Fact]
    public async Task Sixteen_patches_at_once_all_land()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "Alice" });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Conversations.SetUserAsync(Alice, new() { Custom = new() { [$"k{i}"] = "1" } }))));

        Assert.Equal(16, (await Conversations.FindUserAsync(Alice))!.Custom.Count);
    }

    [Fact]
    public async Task Directory_of_the_app_goes_before_the_own_users_and_who_it_does_not_know_is_found_there()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "own Alice" });
        await Conversations.SetUserAsync(Bob, new() { Name = "own Bob" });
        var directory = new FixedDirectory(new User { Id = Alice, Name = "their Alice" });
        var provider = Build(add: builder =>
        {
            builder.Services.AddScoped(_ => directory);
            builder.AddUserDirectory<FixedDirectory>();
        });
        var conversations = provider.GetRequiredService<IConversations>();

        Assert.Equal("their Alice", (await conversations.FindUserAsync(Alice))!.Name);
        Assert.Equal("own Bob", (await conversations.FindUserAsync(Bob))!.Name);
        Assert.Null(await conversations.FindUserAsync(Carol));
    }

    [Fact]
    public async Task Inbox_page_asks_the_directory_once_for_all_whom_it_names()
    {
        foreach (var other in new[] { Bob, Carol })
            await SendAsync(await CreateAsync(Alice, other), Alice);

        UserId[] room = [Alice, NewUserId(), NewUserId(), NewUserId(), Bob];
        var group = await CreateAsync(room[..4]);
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Conversations.SetParticipantAsync(group, Bob);
        await SendAsync(group, Bob);
        var directory = new FixedDirectory(new User { Id = Bob, Name = "Bob B." });
        var provider = Build(add: builder =>
        {
            builder.Services.AddScoped(_ => directory);
            builder.AddUserDirectory<FixedDirectory>();
        });

        var inbox = await AllAsync(provider.GetRequiredService<IConversations>().As(Alice).ListInboxAsync());

        Assert.Equal(1, directory.Questions);
        Assert.Equal(["Bob B.", Carol.Value], inbox.Where(one => !one.View.ShowsSenderNames).Select(one => one.View.Title).OrderBy(title => title != "Bob B."));
        Assert.Equal("Bob B.", Assert.Single(inbox, entry => entry.View.ShowsSenderNames).View.LastSenderName);
    }

    [Fact]
    public async Task Other_users_see_a_profile_without_addresses_only_where_they_share_a_conversation()
    {
        await Conversations.SetUserAsync(Bob, new() { Name = "Bob", Emails = ["bob@example.com"], Phones = ["1"], Role = "seller" });
        var alice = Conversations.As(Alice);

        Assert.Null(await alice.FindUserAsync(Bob));

        var id = await CreateAsync(Alice, Bob, Carol);
        Assert.Equal(new UserProfile { Id = Bob, Name = "Bob", Role = "seller" }, await alice.FindUserAsync(Bob));

        await Conversations.RemoveParticipantAsync(id, Bob);
        Assert.Null(await alice.FindUserAsync(Bob));
        Assert.Equal("Bob", (await Conversations.As(Bob).FindUserAsync(Bob))!.Name);
    }

    /// <summary>A directory that knows one user.</summary>
    internal sealed class FixedDirectory(User user) : IUserDirectory
    {
        /// <summary>Gets how often it was asked.</summary>
        internal int Questions { get; private set; }

        public Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult<IReadOnlyCollection<User>>([user]);
        }
    }
}
