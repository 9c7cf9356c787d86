using Conversations.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Testing;

/// <summary>Tests the library's own users, the user directory of an app, and what users see of each other.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract class UserSuite(StoreFixture fixture) : StoreSuite(fixture)
{
    [Fact]
    [Rule(nameof(IUserStore.TrySetUserAsync), 1)]
    [Rule(nameof(IUserStore.FindUsersAsync), 1)]
    public async Task A_user_reads_back_as_it_was_set()
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
    [Rule(nameof(IUserStore.TrySetUserAsync), 1)]
    public async Task Patch_changes_assigned_values_and_resets_null_values()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "Alice", Role = "buyer", Locale = "en", Custom = new() { ["a"] = "1", ["b"] = "2" } });

        var patched = await Conversations.SetUserAsync(Alice, new() { Role = null, Custom = new() { ["a"] = null } });

        Assert.Equal(("Alice", null, "en"), (patched.Name, patched.Role, patched.Locale));
        Assert.Equal("""{"b":"2"}""", patched.Custom.ToJson());
        Assert.Equal(patched, await Conversations.FindUserAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task New_user_without_a_name_is_refused_and_not_stored()
    {
        var error = await Assert.ThrowsAsync<InvalidConversationDataException>(() => Conversations.SetUserAsync(Alice, new() { Role = "buyer" }));

        Assert.Equal("name", error.Field);
        Assert.Null(await Conversations.FindUserAsync(Alice));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Invalid_values_are_refused_with_the_name_of_their_field_and_do_not_change_the_user()
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
    [Rule(nameof(IUserStore.TrySetUserAsync), 1)]
    [Rule(nameof(IUserStore.RemoveUserAsync), 1)]
    public async Task The_store_replaces_a_user_only_at_the_expected_version()
    {
        var user = new User { Id = Alice, Name = "one" };

        Assert.False(await Store.TrySetUserAsync(user, 1));
        Assert.Empty(await Store.FindUsersAsync([Alice]));
        Assert.True(await Store.TrySetUserAsync(user, 0));

        foreach (var other in new long[] { 0, 2 })
        {
            Assert.False(await Store.TrySetUserAsync(user with { Name = "other" }, other));
            Assert.Equal((user, 1), await StoredAsync());
        }

        Assert.True(await Store.TrySetUserAsync(user with { Name = "two" }, 1));
        Assert.Equal((user with { Name = "two" }, 2), await StoredAsync());
        Assert.True(await Store.RemoveUserAsync(Alice));
        Assert.False(await Store.RemoveUserAsync(Alice));
        Assert.Empty(await Store.FindUsersAsync([Alice]));
    }

    [Fact]
    [Rule(nameof(IUserStore.RemoveUserAsync), 1)]
    public async Task A_user_who_is_stored_again_after_the_removal_has_the_first_version()
    {
        var user = new User { Id = Alice, Name = "one", Role = "buyer" };
        Assert.True(await Store.TrySetUserAsync(user, 0));
        Assert.True(await Store.TrySetUserAsync(user, 1));
        Assert.True(await Store.RemoveUserAsync(Alice));

        Assert.False(await Store.TrySetUserAsync(user, 2));
        Assert.True(await Store.TrySetUserAsync(new() { Id = Alice, Name = "two" }, 0));

        Assert.Equal((new User { Id = Alice, Name = "two" }, 1), await StoredAsync());
    }

    [Fact]
    [Rule(nameof(IUserStore.TrySetUserAsync), 1)]
    public async Task Sixteen_concurrent_patches_are_all_stored()
    {
        await Conversations.SetUserAsync(Alice, new() { Name = "Alice" });

        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(
            () => Conversations.SetUserAsync(Alice, new() { Custom = new() { [$"k{i}"] = "1" } }))));

        Assert.Equal(16, (await Conversations.FindUserAsync(Alice))!.Custom.Count);
    }

    [Fact]
    [Rule(nameof(IUserStore.FindUsersAsync), 1)]
    [Rule(nameof(IConversationStore), 9)]
    public async Task Users_are_found_in_the_directory_of_the_app_first_and_then_in_the_librarys_own_users()
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
    [Rule(nameof(IConversationStore), 9)]
    public async Task Inbox_page_asks_the_directory_once_for_all_users_that_it_names()
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
    [Rule(nameof(IUserStore.ShareConversationAsync), 1)]
    public async Task A_user_sees_the_profile_of_another_without_emails_and_phones_only_if_they_share_a_conversation()
    {
        await Conversations.SetUserAsync(Bob, new() { Name = "Bob", Emails = ["bob@example.com"], Phones = ["1"], Role = "seller" });
        var alice = Conversations.As(Alice);

        Assert.Null(await alice.FindUserAsync(Bob));

        await CreateAsync(Alice, Carol);
        var id = await CreateAsync(Alice, Bob, Carol);
        await CreateAsync(Alice, Carol);
        Assert.Equal(new UserProfile { Id = Bob, Name = "Bob", Role = "seller" }, await alice.FindUserAsync(Bob));

        await Conversations.RemoveParticipantAsync(id, Bob);
        Assert.Null(await alice.FindUserAsync(Bob));
        Assert.Equal("Bob", (await Conversations.As(Bob).FindUserAsync(Bob))!.Name);
    }

    [Fact]
    [Rule(nameof(IUserStore.ListUsersAsync), 1)]
    public async Task Users_are_listed_page_by_page_in_the_order_of_their_ids()
    {
        UserId[] ids = [.. "b a B \uFF5E \U0001F600 % _".Split(' ').Select(end => new UserId($"{Alice.Value}{end}")).Order()];
        foreach (var id in ids.Reverse())
            await Conversations.SetUserAsync(id, new() { Name = "Listed" });

        Assert.Equal(ids, (await Store.ListUsersAsync(Alice, ids.Length)).Select(one => one.User.Id));
        Assert.Equal(ids[..3], (await Store.ListUsersAsync(Alice, 3)).Select(one => one.User.Id));
        Assert.Equal(ids[3..5], (await Store.ListUsersAsync(ids[2], 2)).Select(one => one.User.Id));
        Assert.Contains(ids[0], (await Store.ListUsersAsync(null, 1_000)).Select(one => one.User.Id));
    }

    /// <summary>A user directory that knows one user.</summary>
    internal sealed class FixedDirectory(User user) : IUserDirectory
    {
        /// <summary>Gets the number of calls.</summary>
        internal int Questions { get; private set; }

        public Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
        {
            Questions++;
            return Task.FromResult<IReadOnlyCollection<User>>([user]);
        }
    }

    private async Task<(User User, long Version)> StoredAsync()
    {
        var stored = Assert.Single(await Store.FindUsersAsync([Alice]));
        return (stored.User, stored.Version);
    }
}
