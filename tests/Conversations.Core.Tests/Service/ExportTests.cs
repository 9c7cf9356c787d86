using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>Tests what an export contains and how it is written.</summary>
public sealed class ExportTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly IConversations _conversations = Build().GetRequiredService<IConversations>();

    [Fact]
    public async Task Reply_is_exported_without_the_text_that_it_replies_to()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.SendAsync(_id, _bob, "a secret of his", new("m"));
        await _conversations.SendMessageAsync(_id, _alice, new("an answer") { ReplyTo = new("m") });

        var json = await ExportAsync(_conversations);

        json.Should().NotContain("a secret of his").And.Contain("an answer").And.Contain("\"replyTo\":\"m\"");
    }

    [Fact]
    public async Task Everything_that_is_held_is_exported_also_what_the_user_no_longer_sees()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.SendAsync(_id, _alice, "an old text");
        await _conversations.SetParticipantAsync(_id, _alice, new() { History = History.SinceJoin });

        using var document = JsonDocument.Parse(await ExportAsync(_conversations));

        var conversation = document.RootElement.GetProperty("conversations")[0];
        conversation.GetProperty("membership").GetProperty("participant").GetProperty("visibleFrom").GetInt64().Should().Be(2);
        conversation.GetProperty("messages")[0].GetProperty("text").GetString().Should().Be("an old text");
    }

    [Fact]
    public async Task Changes_are_exported_without_the_other_participants_that_they_name()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_bob), new(_alice)] });
        await _conversations.UpdateAsync(_id, new()
        {
            Subject = "New",
            Participants = new Dictionary<UserId, ParticipantPatch?>
            {
                [new("carol")] = null,
                [_alice] = new() { Access = ParticipantAccess.Read },
            },
        });

        var json = await ExportAsync(_conversations);

        json.Should().NotContain("bob").And.NotContain("carol");
        using var document = JsonDocument.Parse(json);
        document.RootElement.GetProperty("conversations")[0].GetProperty("changes").EnumerateArray()
            .Select(change => change.GetProperty("participants").GetRawText())
            .Should().Equal("""["alice"]""", """["alice"]""");
    }

    [Fact]
    public async Task Export_writes_to_a_stream_that_allows_only_asynchronous_writes()
    {
        await _conversations.SetUserAsync(_alice, new() { Name = "Alice" });
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        await _conversations.SendAsync(_id, _alice, "hello");
        await using var response = new AsyncOnly();

        await _conversations.ExportUserAsync(_alice, response);

        using var document = JsonDocument.Parse(response.ToArray());
        document.RootElement.GetProperty("user").GetProperty("name").GetString().Should().Be("Alice");
    }

    [Fact]
    public async Task Json_is_valid_when_whole_pages_contain_no_message_of_the_user()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        for (var i = 0; i < 450; i++)
            await _conversations.SendAsync(_id, i % 150 == 149 ? _alice : _bob, $"message {i}");

        using var document = JsonDocument.Parse(await ExportAsync(_conversations));

        document.RootElement.GetProperty("conversations")[0].GetProperty("messages").EnumerateArray()
            .Select(message => message.GetProperty("text").GetString())
            .Should().Equal("message 149", "message 299", "message 449");
    }

    [Fact]
    public async Task Export_cancelled_during_a_write_writes_nothing_more_to_the_stream()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice)] });
        for (var i = 0; i < 250; i++)
            await _conversations.SendAsync(_id, _alice, $"message {i}");

        using var stop = new CancellationTokenSource();
        await using var response = new AsyncOnly { OnWrite = stop.Cancel };
        var isCancelled = await IsCancelledAsync(response, stop.Token);

        isCancelled.Should().BeTrue();
        response.Writes.Should().Be(1);
    }

    [Fact]
    public async Task Export_contains_the_stored_user_when_a_directory_also_knows_the_user()
    {
        var provider = Build(builder => builder.AddUserDirectory<Directory>().Services.AddSingleton(new Directory()));
        var conversations = provider.GetRequiredService<IConversations>();
        await conversations.SetUserAsync(_alice, new() { Name = "held", Emails = ["held@example.com"] });

        var json = await ExportAsync(conversations);

        (await conversations.FindUserAsync(_alice))!.Name.Should().Be("of the app");
        json.Should().Contain("held@example.com").And.NotContain("of the app");
    }

    private static ServiceProvider Build(Action<IConversationsBuilder>? add = null)
    {
        var builder = new ServiceCollection().AddConversations().UseInMemory();
        add?.Invoke(builder);
        return builder.Services.BuildServiceProvider();
    }

    private async Task<bool> IsCancelledAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            await _conversations.ExportUserAsync(_alice, stream, cancellationToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static async Task<string> ExportAsync(IConversations conversations)
    {
        using var stream = new MemoryStream();
        await conversations.ExportUserAsync(_alice, stream);
        return Encoding.ASCII.GetString(stream.ToArray());
    }

    /// <summary>A stream that throws on synchronous writes, like the response stream of a web server.</summary>
    private sealed class AsyncOnly : MemoryStream
    {
        internal Action? OnWrite { get; init; }

        internal int Writes { get; private set; }

        public override void Write(byte[] buffer, int offset, int count) => throw Refusal();

        public override void Write(ReadOnlySpan<byte> buffer) => throw Refusal();

        public override void Flush() => throw Refusal();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            base.Write(buffer.ToArray(), 0, buffer.Length);
            Writes++;
            OnWrite?.Invoke();
            return ValueTask.CompletedTask;
        }

        private static InvalidOperationException Refusal() => new("Synchronous operations are disallowed.");
    }

    private sealed class Directory : IUserDirectory
    {
        public Task<IReadOnlyCollection<User>> FindAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyCollection<User>>([new() { Id = _alice, Name = "of the app" }]);
    }
}
