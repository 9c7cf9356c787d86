using Conversations.Storage;
using Conversations.Storage.InMemory;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests that the patch of a user is copied and checked when the call begins.</summary>
public sealed class UserPatchTests
{
    private static readonly UserId _alice = new("alice");

    private readonly WatchedUsers _store = new();
    private readonly IConversations _conversations;

    public UserPatchTests() => _conversations = new ServiceCollection()
        .AddConversations().UseStore("UseWatched", _ => _store).Services.BuildServiceProvider().GetRequiredService<IConversations>();

    [Fact]
    public async Task Patch_changed_during_the_call_is_applied_as_it_was_given()
    {
        await _conversations.SetUserAsync(_alice, new() { Name = "Alice", Locale = "en" });
        var (emails, custom) = (new List<string> { "a@example.com" }, new CustomPatch { ["a"] = "1" });
        var patch = new UserPatch { Role = "buyer", Emails = emails, Custom = custom };
        _store.OnRead = () =>
        {
            (patch.Name, patch.Role, patch.Locale) = ("", "", null);
            (custom["a"], custom["b"]) = ("2", "3");
            emails.Add("");
        };

        var user = await _conversations.SetUserAsync(_alice, patch);

        (user.Name, user.Role, user.Locale).Should().Be(("Alice", "buyer", "en"));
        user.Emails.Should().Equal("a@example.com");
        user.Custom.ToJson().Should().Be("{\"a\":\"1\"}");
    }

    [Fact]
    public async Task Invalid_value_is_refused_before_the_store_is_called()
    {
        _store.OnRead = () => throw new StorageException("Away.");
        UserPatch[] bad = [new() { Name = null }, new() { Role = "" }, new() { Emails = [null!] }, new() { Custom = Keys(51) }];

        foreach (var patch in bad)
        {
            var set = () => _conversations.SetUserAsync(_alice, patch);
            await set.Should().ThrowAsync<InvalidConversationDataException>();
        }
    }

    private static CustomPatch Keys(int count)
    {
        var patch = new CustomPatch();
        for (var i = 0; i < count; i++)
            patch[$"k{i}"] = "1";

        return patch;
    }

    /// <summary>Calls <see cref="OnRead"/> when users were read, which is before a patch is applied.</summary>
    private sealed class WatchedUsers() : ForwardingStore(new InMemoryConversationStore())
    {
        internal Action? OnRead { get; set; }

        public override async Task<IReadOnlyList<StoredUser>> FindUsersAsync(
            IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken = default)
        {
            var users = await base.FindUsersAsync(userIds, cancellationToken);
            OnRead?.Invoke();
            return users;
        }
    }
}
