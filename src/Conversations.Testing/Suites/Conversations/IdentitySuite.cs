using System.Globalization;
using System.Text;
using Conversations.Storage;
using Xunit;

namespace Conversations.Testing;

/// <summary>Tests that ids that look alike are different, and that texts are read back unchanged.</summary>
/// <param name="fixture">The fixture of the store to test.</param>
public abstract partial class IdentitySuite(StoreFixture fixture) : StoreSuite(fixture)
{
    private readonly string _prefix = $"{Guid.NewGuid():N}-";

    /// <summary>Gets endings of ids. No store may treat two of them as equal.</summary>
    private static string[] LookAlikes { get; } =
    [
        "é", "e\u0301", "E\u0301", "É", "alice", "Alice", "ALICE", "а", "a", "A", "K", "\u212a", "k", "ß", "SS", "ss", "ẞ",
        "i", "I", "ı", "İ", "ﬁ", "fi", "ａ", "ª", "Å", "\u212b", "A\u030a", "σ", "ς", "ｶ", "カ",
        "1", "01", "1.0", "１", "null", "NULL", "true", "__proto__", "../../etc/passwd", "a/b", "a\\b", "a\\\\b",
        "' OR 1=1 --", "'; drop table conversations; --", "''", "\"", "\"\"", "`", "$1", "$$", "@p0", ":p0", "?", "%", "_", "%%", "%_", "[a]", "{0}",
        "a b", "a  b", "a\u00a0b", "a\u3000b", "ab", "😀", "\U0001F601", "～", "\uffff", "\U0010FFFF",
    ];

    [Theory]
    [Rule(nameof(IConversationStore), 2)]
    [InlineData("")]
    [InlineData("tr-TR")]
    public async Task Conversation_ids_that_look_alike_are_different(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        ConversationId[] ids = [.. Names().Select(name => new ConversationId(name))];
        foreach (var id in ids)
            Assert.True((await Conversations.CreateIfNotExistsAsync(id, new() { Participants = [new(Alice)], Subject = id.Value })).Created);

        await Conversations.DeleteAsync(ids[^1]);

        foreach (var id in ids[..^1])
        {
            var found = await GetAsync(id);
            Assert.Equal((id, id.Value), (found.Id, found.Subject));
        }

        Assert.Null(await Conversations.FindAsync(ids[^1]));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 2)]
    [InlineData("")]
    [InlineData("tr-TR")]
    public async Task User_ids_that_look_alike_are_different(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        UserId[] users = [.. Names().Select(name => new UserId(name))];
        var id = await CreateAsync(users);

        await Conversations.SetParticipantAsync(id, users[0], new() { Access = ParticipantAccess.Read });
        await Conversations.RemoveParticipantAsync(id, users[^1]);

        Assert.Equal(users.Length - 1, (await GetAsync(id)).ParticipantCount);
        Assert.Null(await Conversations.FindParticipantAsync(id, users[^1]));
        foreach (var user in users[..^1])
        {
            var expected = user == users[0] ? ParticipantAccess.Read : ParticipantAccess.ReadWrite;
            var found = await GetParticipantAsync(id, user);
            Assert.Equal((user, expected), (found.UserId, found.Access));
        }
    }

    [Theory]
    [Rule(nameof(IConversationStore), 2)]
    [Rule(nameof(IConversationStore.ListParticipantsAsync), 1)]
    [InlineData("")]
    [InlineData("tr-TR")]
    public async Task User_ids_are_listed_in_the_order_of_their_bytes(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        string[] names = [.. Names()];
        var id = await CreateAsync([.. names.Select(name => new UserId(name))]);

        var listed = await AllAsync(Conversations.ListParticipantsAsync(id));

        Assert.Equal(names.OrderBy(BytesOf, StringComparer.Ordinal), listed.Select(one => one.UserId.Value));
    }

    [Theory]
    [Rule(nameof(IConversationStore), 2)]
    [InlineData("")]
    [InlineData("tr-TR")]
    public async Task Message_ids_that_look_alike_are_different(string culture)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        var id = await CreateAsync();
        MessageId[] messages = [.. Names().Select(name => new MessageId(name))];
        foreach (var message in messages)
            Assert.True((await Conversations.SendAsync(id, Alice, message.Value, message)).Created);

        await Conversations.DeleteMessageAsync(id, messages[^1]);

        foreach (var message in messages[..^1])
        {
            var found = await GetMessageAsync(id, message);
            Assert.Equal((message, message.Value), (found.Id, found.Text));
        }

        Assert.Null(await Conversations.FindMessageAsync(id, messages[^1]));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 2)]
    public async Task Users_whose_ids_look_alike_react_independently()
    {
        var users = Names().Select(name => new UserId(name)).ToArray();
        var id = await CreateAsync(users);
        var message = (await SendAsync(id, users[0])).Id;
        foreach (var user in users)
            Assert.True(await Conversations.AddReactionAsync(id, message, user, "👍"));

        Assert.Equal([new("👍", users.Length, ByViewer: false)], (await GetMessageAsync(id, message)).Reactions);
        Assert.Equal(users, (await AllAsync(Conversations.ListReactionsAsync(id, message))).Select(one => one.UserId));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 2)]
    public async Task Ids_made_from_numbers_and_guids_equal_ids_made_from_their_text()
    {
        var guid = Guid.NewGuid();
        await Conversations.CreateIfNotExistsAsync(ConversationId.From(guid), new() { Participants = [new(UserId.From(long.MinValue))] });

        var found = await GetAsync(new(guid.ToString("D")));

        Assert.Equal(1, found.ParticipantCount);
        Assert.NotNull(await Conversations.FindParticipantAsync(found.Id, new("-9223372036854775808")));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Texts_are_read_back_unchanged()
    {
        var id = await CreateAsync();
        string[] texts =
        [
            .. LookAlikes, " ' ", "  a  ", "a\r\nb\tc\n", "{{7*7}}", "${jndi:ldap://x}", "%s%n", "\\x41\\u0041\\n", "a\u200db", "\ufeffa",
            "👨‍👩‍👧‍👦", $"a{new string('\u0301', 500)}", "<script>alert(1)</script>", "&lt;&#60;",
        ];
        foreach (var text in texts)
            await SendAsync(id, Alice, text);

        Assert.Equal(texts, (await AllAsync(Conversations.ListMessagesAsync(id, new() { After = 0 }))).Select(message => message.Text));
    }

    [Fact]
    [Rule(nameof(IConversationStore), 1)]
    public async Task Subjects_and_custom_data_are_read_back_unchanged()
    {
        var id = await CreateAsync();
        foreach (var value in LookAlikes)
        {
            await Conversations.UpdateAsync(id, new() { Subject = value, Custom = new() { ["key"] = value } });
            var found = await GetAsync(id);
            Assert.Equal((value, value), (found.Subject, found.Custom["key"]));
        }
    }

    private IEnumerable<string> Names()
    {
        var rest = 255 - Encoding.ASCII.GetByteCount(_prefix);
        var long1 = new string('x', rest - 2);
        return LookAlikes.Concat([long1 + "é", long1 + "è", long1 + "yz", long1 + "zy", long1, long1 + "x"]).Select(name => _prefix + name);
    }

    /// <summary>Returns the UTF-8 bytes as characters, so that an ordinal comparison orders by bytes.</summary>
    private static string BytesOf(string text) => Encoding.Latin1.GetString(new UTF8Encoding(false, true).GetBytes(text));
}
