using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests how invalid answers of the user directory of an app are handled.</summary>
public sealed class UserDirectoryTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly Odd _directory = new();
    private readonly IConversations _conversations;

    public UserDirectoryTests()
    {
        var builder = new ServiceCollection().AddSingleton(_directory).AddConversations().UseInMemory().AddUserDirectory<Odd>();
        _conversations = builder.Services.BuildServiceProvider().GetRequiredService<IConversations>();
    }

    [Fact]
    public async Task Null_from_the_directory_throws_an_error_that_names_the_directory()
    {
        _directory.Answer = _ => null!;

        var find = () => _conversations.FindUserAsync(_alice);

        (await find.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*Odd*null*empty*");
    }

    [Fact]
    public async Task Null_users_default_ids_unrequested_users_and_duplicates_are_ignored()
    {
        await _conversations.SetUserAsync(_alice, new() { Name = "own Alice" });
        _directory.Answer = _ =>
        [
            null!, new() { Id = default, Name = "nobody" }, new() { Id = new("carol"), Name = "not asked for" },
            new() { Id = _bob, Name = "Bob" }, new() { Id = _bob, Name = "another Bob" },
        ];
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.SendAsync(_id, _alice, "hello");

        (await _conversations.As(_alice).FindEntryAsync(_id))!.View.Title.Should().Be("Bob");
        (await _conversations.As(_bob).FindEntryAsync(_id))!.View.Title.Should().Be("own Alice");
        (await _conversations.As(_alice).FindUserAsync(new("carol"))).Should().BeNull();
    }

    [Fact]
    public async Task Directory_receives_the_token_of_the_call_and_its_exception_reaches_the_caller()
    {
        using var stop = new CancellationTokenSource();
        _directory.Answer = token => token == stop.Token ? throw new TimeoutException("slow") : [];

        var find = () => _conversations.FindUserAsync(_alice, stop.Token);

        (await find.Should().ThrowAsync<TimeoutException>()).WithMessage("slow");
    }

    [Fact]
    public async Task Directory_is_not_asked_for_a_user_who_shares_no_conversation_with_the_session()
    {
        _directory.Answer = _ => throw new TimeoutException("asked");

        (await _conversations.As(_alice).FindUserAsync(_bob)).Should().BeNull();
    }

    private sealed class Odd : IUserDirectory
    {
        internal Func<CancellationToken, IReadOnlyCollection<User>> Answer { get; set; } = _ => [];

        public Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken) =>
            Task.FromResult(Answer(cancellationToken));
    }
}
