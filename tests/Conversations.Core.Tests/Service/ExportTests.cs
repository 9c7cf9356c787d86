using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Service;

/// <summary>What an export holds, and how it is written.</summary>
public sealed class ExportTests
{
    private static readonly ConversationId _id = new("room");
    private static readonly UserId _alice = new("alice");
    private static readonly UserId _bob = new("bob");

    private readonly IConversations _conversations = Build().GetRequiredService<IConversations>();

    [Fact]
    public async Task Reply_is_exported_without_the_text_that_it_answers()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_alice), new(_bob)] });
        await _conversations.SendAsync(_id, _bob, "a secret of his", new("m"));
        await _conversations.SendMessageAsync(_id, _alice, new("an answer") { ReplyTo = new("m") });

        var json = await ExportAsync(_conversations);

        json.Should().NotContain("a secret of his").And.Contain("an answer").And.Contain("\"replyTo\":\"m\"");
    }

    [Fact]
    public async Task Changes_are_exported_without_who_else_they_name_as_participants()
    {
        await _conversations.CreateIfNotExistsAsync(_id, new() { Participants = [new(_bob), new(_alice)] });
        await _conversations.UpdateAsync(_id, new()
        {
            Subject = "New",
            Participants = new Dictionary<UserId, ParticipantPatch?>
            {
                [new("carol")] = null,
                [_alice] = new() { Notify = NotifySetting.None },
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
    public async Task Export_writes_to_a_stream_that_takes_asynchronous_writes_only()
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
    public async Task Pages_without_anything_of_theirs_leave_the_json_whole()
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
    public async Task Export_that_is_cancelled_while_it_writes_gives_the_stream_nothing_more()
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
    public async Task User_whom_the_library_holds_is_exported_also_where_a_directory_knows_them()
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

    /// <summary>A stream as a web server gives it: to write to it synchronously is refused.</summary>
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
