using System.Collections;
using System.Reflection;
using Conversations.Decisions;
using Conversations.Storage;
using Conversations.Tests.Json;

namespace Conversations.Tests.Model;

/// <summary>Tests that the text of a record tells it from another: with the items of lists, custom data and milliseconds.</summary>
public sealed class RecordTextTests
{
    private static readonly object[] _records =
    [
        Samples.Conversation,
        Samples.Message,
        Samples.Participant,
        Samples.Reactor,
        Samples.View with { OpeningMessages = [new(new("Bob"), "Hi")] },
        .. Samples.Changes,
        new ConversationSettings { Subject = "Dev", WelcomeMessages = ["Hello"], Custom = Samples.Custom },
        new User { Id = new("Bob"), Name = "Bob", Emails = ["b@example.com"], Phones = ["1", "2"], Custom = Samples.Custom },
        new Page<string>(["a", "b"], "next"),
        new InboxPlace(Samples.Time, new("c1")),
        new Preconditions { AbsentEmoji = [":a:", ":b:"] },
    ];

    // These follow from what is shown.
    private static readonly string[] _left =
    [
        nameof(Message.MarkupOptions),
        nameof(ConversationView.TitleMarkup),
        nameof(ParticipantRemoved.Left),
        nameof(Change.Users),
    ];

    // Filters have no text, and the markup is not what a store returns.
    private static readonly Type[] _withoutItems = [typeof(MarkupBullet), typeof(MarkupSpan)];

    public static TheoryData<string> Names => [.. _records.Select(one => one.GetType().Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_names_every_property_and_shows_every_value(string name)
    {
        var record = _records.Single(one => one.GetType().Name == name);
        var text = record.ToString();

        foreach (var property in record.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(one => !_left.Contains(one.Name)))
        {
            text.Should().Contain($"{property.Name} = ");
            if (record is not User && property.GetValue(record) is IEnumerable list and not (string or CustomData))
                text.Should().ContainAll(list.Cast<object>().Select(item => item is Type type ? type.Name : item.ToString()!));
        }

        text.Should().NotContainAny("System.", "Conversations.", "ReadOnlyArray", "`1");
    }

    [Fact]
    public void Every_record_that_shows_a_list_is_tested()
    {
        var showing = typeof(Conversation).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract
                && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly) is { } method
                && method.GetMethodBody() is not null
                && type.GetProperties().Any(property => IsList(property.PropertyType))
                && !_withoutItems.Contains(type));

        showing.Select(type => type.Name).Except(_records.Select(one => one.GetType().Name)).Should().BeEmpty();
    }

    [Fact]
    public void Times_show_milliseconds() => $"{Samples.Message}".Should().Contain("CreatedAt = 2026-01-02T03:04:05.6780000+00:00");

    [Fact]
    public void Addresses_of_a_user_are_counted_and_not_shown() =>
        $"{new User { Id = new("bob"), Name = "Bob", Emails = ["b@example.com"], Phones = ["1", "2"] }}".Should().Contain("Emails = (1), Phones = (2)")
            .And.NotContain("example");

    [Fact]
    public void Strings_of_a_list_are_told_apart() =>
        $"{new ConversationSettings { WelcomeMessages = ["a", "b, c"] }}".Should().Contain("""WelcomeMessages = ["a", "b, c"]""");

    [Fact]
    public void Custom_data_shows_its_json() => $"{Samples.Conversation}".Should().Contain($"Custom = {Samples.Custom.ToJson()},");

    [Fact]
    public void Content_hash_shows_its_bytes()
    {
        byte[] bytes = [0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0xff];

        new ContentHash(bytes).ToString().Should().Be("000102030405060708090a0b0c0d0eff");
        default(ContentHash).ToString().Should().Be(new string('0', 32));
    }

    private static bool IsList(Type type) => type != typeof(string) && type != typeof(CustomData) && typeof(IEnumerable).IsAssignableFrom(type);
}
