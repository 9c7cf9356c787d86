using static Quickstart.Tests.Logs;

namespace Quickstart.Tests;

public sealed class LogImporterTests
{
    private readonly IConversations _conversations = NewConversations();

    [Fact]
    public async Task Messages_keep_their_order_times_and_senders()
    {
        await _conversations.ImportAsync(File("[12:59] <brad[] > Hi\n=== ogra waves\n[01:00]  * ogra waves"));

        var (said, done) = await _conversations.MessagesAsync() is [var a, var b] ? (a, b) : throw new InvalidOperationException();
        said.Id.Value.Should().Be("2004-11-15_03.log:1");
        said.SenderId.Should().Be(new UserId("brad[]"));
        said.Text.Should().Be("Hi");
        said.CreatedAt.Should().Be(new DateTimeOffset(2004, 11, 15, 12, 59, 0, TimeSpan.Zero));
        said.Custom.Should().BeEmpty();
        done.Id.Value.Should().Be("2004-11-15_03.log:3");
        done.Text.Should().Be("waves");
        done.CreatedAt.Should().Be(new DateTimeOffset(2004, 11, 15, 13, 0, 0, TimeSpan.Zero));
        done.Custom["kind"].Should().Be("action");
        done.Origin.Should().Be(MessageOrigin.Import);
    }

    [Fact]
    public async Task Refused_lines_are_counted_by_reason_and_all_others_are_stored()
    {
        var report = await _conversations.ImportAsync(File(
            "[12:15] <opteron>\n[12:15]  * homejoe\n[12:16] < > no nick\n[12:16] <a\u0007b> bell\n[12:17] <a> b\bc\n[12:17] <a>   \n"
            + "[12:61] <a> late\n[12:18] <a> " + new string('x', 10_001) + "\n[12:19] <a> fine"));

        report.Refused.Largest.Should().Equal(
            ("text is empty", 2),
            ("nick is empty", 1),
            ("nick is not a valid user id", 1),
            ("text must have 1 to 10,000 characters", 1),
            ("text must have at least one visible character", 1),
            ("text must not contain control characters other than tab, CR and LF", 1),
            ("time is not a time of day", 1));
        report.Stored.Should().Be(1);
        (await _conversations.MessagesAsync()).Should().ContainSingle().Which.Text.Should().Be("fine");
    }

    [Fact]
    public async Task Each_line_of_a_file_from_before_1970_is_refused()
    {
        var report = await _conversations.ImportAsync(File("[12:15] <a> hi", "1969-12-31.log"));

        report.Refused.Largest.Should().Equal(("createdAt must be from 1970 to a day ahead of now", 1));
        report.Stored.Should().Be(0);
    }

    [Fact]
    public async Task A_user_who_writes_without_a_join_is_not_a_participant()
    {
        var report = await _conversations.ImportAsync(File("=== joiner [x@y]  has joined #UBUNTU\n[12:15] <writer> hi"));

        (await _conversations.NicksAsync()).Should().Equal("joiner");
        report.Participants.Should().Be(1);
        report.Stored.Should().Be(1);
    }

    [Fact]
    public async Task The_first_writer_is_a_participant_if_nobody_joined_before()
    {
        await _conversations.ImportAsync(File("[12:15] <first> hi\n[12:15] <second> hi\n=== third [x@y]  has joined #ubuntu"));

        (await _conversations.NicksAsync()).Should().Equal("first", "third");
    }

    [Fact]
    public async Task Joins_leaves_and_renames_decide_who_is_a_participant()
    {
        await _conversations.ImportAsync(File(
            """
            === a [x@y]  has joined #ubuntu
            === b [x@y]  has joined #Ubuntu
            === c [x@y]  has joined #ubuntu-offtopic
            === never [x@y]  has left #ubuntu []
            === a is now known as b
            === d is now known as e
            === f [x@y]  has joined #ubuntu
            === f [x@y]  has left #ubuntu []
            === g [x@y]  has joined #ubuntu
            === g [x@y]  has left #ubuntu []
            === g [x@y]  has joined #ubuntu
            === g is now known as g
            """));

        (await _conversations.NicksAsync()).Should().Equal("b", "e", "g");
    }

    [Fact]
    public async Task The_last_participant_stays_after_they_left_the_channel()
    {
        var report = await _conversations.ImportAsync(File("=== a [x@y]  has joined #ubuntu\n=== a [x@y]  has left #ubuntu []"));

        (await _conversations.NicksAsync()).Should().Equal("a");
        report.RefusedMoves.Total.Should().Be(1);
    }

    [Fact]
    public async Task Joins_beyond_the_limit_are_counted_and_the_messages_are_stored()
    {
        var conversations = NewConversations(maxParticipants: 2);

        var report = await conversations.ImportAsync(File(
            "=== a [x@y]  has joined #ubuntu\n=== b [x@y]  has joined #ubuntu\n=== c [x@y]  has joined #ubuntu\n[12:15] <c> hi"));

        (await conversations.NicksAsync()).Should().Equal("a", "b");
        report.RefusedMoves.Total.Should().Be(1);
        report.Stored.Should().Be(1);
    }

    [Fact]
    public async Task A_second_import_of_the_same_files_changes_nothing()
    {
        LogFile[] files =
        [
            File("[12:15] <a> hi\n=== b [x@y]  has joined #ubuntu\n[12:16] <b>\n[12:17] <b> yo\n=== a [x@y]  has left #ubuntu []"),
            File("=== a [x@y]  has joined #ubuntu\n[12:15] <c> hi\n=== b is now known as c", "2004-11-16_03.log"),
        ];
        await _conversations.ImportAsync(files);
        var (before, nicks) = (await _conversations.FindAsync(Ubuntu), await _conversations.NicksAsync());

        var again = await _conversations.ImportAsync(files);

        (again.Stored, again.AlreadyThere, again.Refused.Total).Should().Be((0, 3, 1));
        (await _conversations.FindAsync(Ubuntu)).Should().BeEquivalentTo(before);
        (await _conversations.NicksAsync()).Should().Equal(nicks).And.Equal("a", "c");
    }

    [Fact]
    public async Task A_different_file_with_the_same_name_is_refused_in_the_lines_that_differ()
    {
        await _conversations.ImportAsync(File("[12:15] <a> hi\n[12:15] <a> same"));

        var report = await _conversations.ImportAsync(File("[12:15] <a> bye\n[12:15] <a> same"));

        report.Refused.Largest.Should().Equal(("another message has this file's name and line", 1));
        report.AlreadyThere.Should().Be(1);
        (await _conversations.MessagesAsync()).Select(message => message.Text).Should().Equal("hi", "same");
    }

    [Fact]
    public async Task Channels_are_compared_without_case()
    {
        await _conversations.ImportAsync(File("[12:15] <a> hi"));

        var report = await new LogImporter(_conversations, "#Ubuntu").ImportAsync([File("[12:15] <a> hi")]);

        report.AlreadyThere.Should().Be(1);
    }

    [Fact]
    public async Task Files_without_a_user_who_joined_or_wrote_create_no_conversation()
    {
        var report = await _conversations.ImportAsync(File(""), File("=== a waves\n[12:15] <> hi", "2004-11-16.log"));

        (report.Conversations, report.Participants, report.Stored, report.Refused.Total, report.PassedOver).Should().Be((0, 0, 0, 1, 1));
        (await _conversations.FindAsync(Ubuntu)).Should().BeNull();
    }

    [Fact]
    public async Task The_report_names_the_ten_busiest_senders()
    {
        var lines = Enumerable.Range(0, 12).SelectMany(i => Enumerable.Repeat($"[12:15] <n{i:00}> hi", i + 1));
        var report = await _conversations.ImportAsync(File(string.Join('\n', lines)));
        using var output = new StringWriter();

        report.Write(output);

        output.ToString().Split(Environment.NewLine).Should().Contain("messages stored                         78")
            .And.Contain("stored + refused                        78").And.Contain("       12  n11").And.Contain("        3  n02")
            .And.NotContain("        2  n01");
    }

    [Fact]
    public async Task Progress_ends_at_the_total_length_of_all_files()
    {
        using var screen = new Screen();
        var (first, second) = (File("[12:15] <a> hi"), File("[12:15] <a> hi", "2004-11-16.log"));
        LogFile[] files = [first, second with { Open = () => screen.Shows("  50%") ? second.Open() : throw new TimeoutException() }];

        await ProgressBar.ShowAsync(screen.Console, files.Sum(file => file.Length), bytes =>
            new LogImporter(_conversations, "#ubuntu").ImportAsync(files, bytes));

        screen.ToString().Should().Contain("  50%").And.EndWith("\u2501 100%" + Environment.NewLine + Screen.ShowCursor);
    }
}
