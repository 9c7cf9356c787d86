using System.Text.Json.Nodes;
using Conversations.Operations;

namespace Conversations.AspNetCore;

/// <summary>Every endpoint for every role and every kind of conversation.</summary>
public sealed class MatrixTests
{
    private const string Body = """{"text":"Hi","subject":"S","access":"Read","notify":true,"upTo":1,"name":"N"}""";

    /// <summary>Ids that an app chooses, also such that a path has to encode; those of 1-on-1s, which anybody can compute; and hidden ones.</summary>
    private static readonly ConversationId[] _rooms =
    [
        new("room"), new("a/b"), new("%2F"), OneOnOneId.Compute("alice", "bob"), HmacConversationId.Derive("a secret of the app", "room"),
    ];

    public static TheoryData<string, string> Server => Of(ServerOperations.All);

    public static TheoryData<string, string> User => Of(UserOperations.All(hasContacts: true));

    [Theory]
    [MemberData(nameof(Server))]
    public async Task Server_side_admits_nobody_but_servers(string method, string path)
    {
        await using var host = await StartAsync();
        var target = $"/v1{Filled(path, "room")}";

        (await host.SendAsync(method, target, Body)).Status.Should().Be(401);
        (await host.CallAsAsync("alice", method, target, Body)).Status.Should().Be(401, "a user is signed in");
        (await host.SendAsync(method, target, Body, ("Authorization", "Bearer token"), (HttpHost.UserHeader, "alice"))).Status.Should().Be(401);
        (await host.CallAsync(method, target, Body)).Status.Should().NotBe(401);
    }

    [Theory]
    [MemberData(nameof(User))]
    public async Task User_side_admits_nobody_but_users(string method, string path)
    {
        await using var host = await StartAsync();
        var target = $"/v1/me{Filled(path, "room")}";

        (await host.SendAsync(method, target, Body)).Status.Should().Be(401);
        (await host.CallAsync(method, target, Body)).Status.Should().Be(401, "a key is no user");
        (await host.CallAsAsync("alice", method, target, Body)).Status.Should().NotBe(401);
    }

    [Theory]
    [MemberData(nameof(User))]
    public async Task Conversation_of_others_is_as_one_that_was_never_created(string method, string path)
    {
        if (!path.Contains("{conversationId}", StringComparison.Ordinal))
            return;

        await using var host = await StartAsync();
        foreach (var room in _rooms)
        {
            foreach (var stranger in (string[])["eve", "removed", "left"])
            {
                var (real, never) = (await CallAsync(stranger, room.Value), await CallAsync(stranger, "none"));

                real.Status.Should().Be(never.Status).And.BeOneOf(403, 404);
                WithoutIds(real.Json, room).Should().Be(WithoutIds(never.Json, room));
                real.Text.Should().NotContain("Hello");
            }

            (await host.Conversations.FindAsync(room))!.Version.Should().Be(5, "nothing was written");
        }

        Task<Reply> CallAsync(string user, string room) => host.CallAsAsync(user, method, $"/v1/me{Filled(path, room)}", Body);
    }

    [Theory]
    [MemberData(nameof(User))]
    public async Task Participant_gets_what_the_session_allows(string method, string path)
    {
        await using var host = await StartAsync();
        foreach (var room in _rooms)
            await AllowedAsync(host, method, path, room);
    }

    private static async Task AllowedAsync(HttpHost host, string method, string path, ConversationId room)
    {
        var reply = await host.CallAsAsync("alice", method, $"/v1/me{Filled(path, room.Value)}", Body);

        var expected = (method, path) switch
        {
            ("PUT", "/conversations/{conversationId}") or ("PUT", "/one-on-ones/{userId}") => 403,
            ("PUT", "/conversations/{conversationId}/participants/{userId}") or ("DELETE", "/conversations/{conversationId}/participants/{userId}") => 403,
            ("PATCH" or "DELETE", "/conversations/{conversationId}/messages/{messageId}") => 403,
            _ => 200,
        };
        if (path == "/one-on-ones/{userId}")
            reply.Status.Should().BeOneOf(200, 403);
        else
            reply.Status.Should().Be(expected, reply.Text);

        reply.Text.Should().NotContain("bob@example.com").And.NotContain("\"notify\":\"MentionsOnly\"");
    }

    private static async Task<HttpHost> StartAsync()
    {
        var host = await HttpHost.StartAsync(options => options.ListContacts = (_, _, _) => ValueTask.FromResult<IReadOnlyList<User>>([new() { Id = new("bob"), Name = "Bob", Emails = ["bob@example.com"] }]));
        var conversations = host.Conversations;
        UserId[] all = [new("alice"), new("bob"), new("removed"), new("left")];
        await conversations.SetUserAsync(new("bob"), new() { Name = "Bob", Emails = ["bob@example.com"] });
        foreach (var room in _rooms)
        {
            await conversations.CreateIfNotExistsAsync(room, new() { Participants = [.. all.Select(user => new ParticipantDraft(user))] });
            await conversations.SetParticipantAsync(room, new("bob"), new() { Notify = NotifySetting.MentionsOnly });
            await conversations.SendAsync(room, new("bob"), "Hello", new("m1"));
            await conversations.RemoveParticipantAsync(room, new("removed"));
            await conversations.As(new("left"), new() { Leave = true }).RemoveParticipantAsync(room, new("left"));
        }

        return host;
    }

    private static string Filled(string path, string room) => path
        .Replace("{conversationId}", Uri.EscapeDataString(room), StringComparison.Ordinal).Replace("{messageId}", "m1", StringComparison.Ordinal)
        .Replace("{userId}", "bob", StringComparison.Ordinal).Replace("{emoji}", "%F0%9F%91%8D", StringComparison.Ordinal);

    private static string WithoutIds(JsonNode problem, ConversationId room) =>
        $"{problem["errorCode"]}: {problem["detail"]}".Replace($"'{room}'", "x", StringComparison.Ordinal).Replace("'none'", "x", StringComparison.Ordinal);

    private static TheoryData<string, string> Of(IReadOnlyList<Operation> operations)
    {
        var data = new TheoryData<string, string>();
        foreach (var operation in operations)
            data.Add(operation.Method, operation.Path);

        return data;
    }
}
